//! Runs the program in QEMU and on the host, and compares the output with `codes.toml`.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

#[path = "../../support/build.rs"]
mod build;
#[path = "../../support/table.rs"]
#[allow(dead_code, reason = "other packages use the other items")]
mod table;

const INSTALL: &str = "apt-get install --no-install-recommends qemu-system-arm qemu-system-misc (Debian)";

/// Feature sets to build the program with.
const FEATURES: [&[&str]; 2] = [&[], &["serde"]];

#[test]
fn host() {
    compare(&mut Command::new(env!("CARGO_BIN_EXE_firmware")), &["serde"]);
}

#[test]
fn cortex_m0_code_on_cortex_m3() {
    emulate("thumbv6m-none-eabi", "qemu-system-arm", &["-machine", "mps2-an385"]);
}

#[test]
fn cortex_m3() {
    emulate("thumbv7m-none-eabi", "qemu-system-arm", &["-machine", "mps2-an385"]);
}

#[test]
fn risc_v() {
    emulate("riscv32imac-unknown-none-elf", "qemu-system-riscv32", &["-machine", "virt", "-bios", "none"]);
}

fn emulate(target: &str, qemu: &str, machine: &[&str]) {
    for features in FEATURES {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let into = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("firmware-{}", features.join("-")));
        let program = build::release(package, target, features, &into).join("firmware");
        let mut qemu = Command::new(qemu);
        qemu.args(machine).args(["-nographic", "-monitor", "none", "-serial", "none"]);
        qemu.args(["-semihosting-config", "enable=on,target=native", "-kernel"]).arg(program);
        compare(&mut qemu, features);
    }
}

fn compare(program: &mut Command, features: &[&str]) {
    let output = build::run(program, INSTALL);
    let stdout = String::from_utf8_lossy(&output.stdout);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program:?}: {}\n{stdout}{stderr}", output.status);
    let expected = expected(features);
    for (at, (line, expected)) in stdout.lines().zip(expected.lines()).enumerate() {
        assert_eq!(line, expected, "line {} of {program:?}", at + 1);
    }
    assert_eq!(stdout, expected, "{program:?}");
}

/// Returns the expected output.
fn expected(features: &[&str]) -> String {
    let codes = table::read(2);
    let mut out = String::new();
    let mut line = |line: String| writeln!(out, "{line}").expect("writing to a String does not fail");

    let mut statuses: Vec<_> = codes.statuses.iter().collect();
    statuses.sort_by_key(|status| status.number);
    for status in statuses {
        let message = status.message.as_deref().unwrap_or("-");
        line(format!("status\t{}\t{}\t{message}", status.number, status.reason));
    }
    for (group, code) in codes.all() {
        let numeric = code.numeric.map_or("-".to_owned(), |number| number.to_string());
        let table::Code { name, status, reason, message, when, .. } = code;
        let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
        let (quoted_message, quoted_reason) = (quoted(message), quoted(reason));
        let json = format!(r#"{{"message":"{quoted_message}","errorCode":"{name}","error":"{quoted_reason}"}}"#);
        line(format!("code\t{name}\t{}\t{status} {reason}\t{numeric}\t{message}\t{when}\t{json}", group.key));
    }
    for group in codes.groups.iter().filter(|group| group.is_numeric()) {
        let mut numbers: Vec<_> = group.codes.iter().map(|code| (code.numeric.expect("numeric"), &code.name)).collect();
        numbers.sort_unstable();
        for (number, name) in numbers {
            line(format!("number\t{}\t{number}\t{name}", group.enum_name));
        }
        if let Some(default) = &group.default {
            line(format!("default\t{}\t{default}", group.enum_name));
        }
    }
    if features.contains(&"serde") {
        line(format!("responses\t{}", codes.all().count() + codes.statuses.len()));
    }
    line(format!("fingerprint\t{:016x}", errcodes::FINGERPRINT));
    let (_, last) = codes.all().last().expect("a table has codes");
    line(format!("stored\t{:08x}\t{}", fnv_1a(&last.name), last.name));
    line("done".to_owned());
    out
}

/// 32-bit FNV-1a.
fn fnv_1a(text: &str) -> u32 {
    text.bytes().fold(2_166_136_261, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(16_777_619))
}
