//! Measures build cost. Compares a crate that depends on this one with a twin that uses strum's derives, and builds this
//! crate with tables of 15, 1,000 and 10,000 codes. Prints times and peak memory. Fails if a value exceeds its limit.
//!
//! A time is the minimum of several runs, and peak memory is the maximum. Builds that are compared run alternately. The
//! comparison uses CPU time, because other work on the machine changes it little. Wall-clock time is printed too. No
//! build is incremental, because cargo does not build crates from a registry incrementally.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use std::{env, fs};

#[path = "../../tables/made_up.rs"]
#[allow(dead_code, reason = "the benchmarks use the other items")]
mod made_up;

/// Number of runs per measurement.
const RUNS: usize = 3;

/// Source of the crate that depends on this crate or on the twin.
const USER: &str = "\
fn main() {
    let code: ErrorCode = std::env::args().next().unwrap_or_default().parse().unwrap_or(ErrorCode::SessionExpired);
    println!(\"{code:?}\");
}
";

fn main() -> io::Result<ExitCode> {
    let work = env::temp_dir().join("errcodes-build-cost");
    let this = fs::canonicalize(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))?;
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    let mut limits = Limits::default();
    let mut twins = Vec::new();

    println!(
        "| clean build | this crate | derives | ratio | wall clock | derives | ratio |\n|---|---|---|---|---|---|---|"
    );
    for (name, features, serde) in
        [("plain", "", ""), ("with serde", "\"serde\"", "serde::Serialize, serde::Deserialize")]
    {
        let ours = format!("errcodes = {{ path = {:?}, features = [{features}] }}\n", this.display().to_string());
        let mut derives =
            "strum = { version = \"0.28\", default-features = false, features = [\"derive\"] }\n".to_owned();
        if !serde.is_empty() {
            derives.push_str("serde = { version = \"1\", default-features = false, features = [\"derive\"] }\n");
        }
        let ours = package(&work, &format!("ours {name}"), &ours, &format!("use errcodes::ErrorCode;\n\n{USER}"))?;
        let derives =
            package(&work, &format!("derives {name}"), &derives, &format!("{}\n{USER}", twin(&this, serde)?))?;
        let [ours, derives] = alternate([&ours, &derives])?;
        let (ratio, wall) = (ours.cpu / derives.cpu, ours.wall / derives.wall);
        twins.push(derives.cpu);
        print!("| {name} | {:.2} s | {:.2} s | {ratio:.2} ", ours.cpu, derives.cpu);
        println!("| {:.2} s | {:.2} s | {wall:.2} |", ours.wall, derives.wall);
        limits.check(&format!("clean build {name}, relative to the derives"), ratio, 0.55);
    }

    println!(
        "\n| this crate alone | build.rs | build.rs and rustc | wall clock | release | peak |\n|---|---|---|---|---|---|"
    );
    let mut seconds = Vec::new();
    for count in [15, 1000, 10_000] {
        let package = copy(&this, &work, count)?;
        let (debug, peak) = rebuild(&package, &[])?;
        let (release, _) = rebuild(&package, &["--release"])?;
        let script = build_script(&package)?;
        print!("| {count} codes | {:.0} ms | {:.2} s | {:.2} s ", script * 1e3, debug.cpu, debug.wall);
        println!("| {:.2} s | {peak:.0} MB |", release.cpu);
        seconds.push(debug.cpu);
        if count == 15 {
            limits.check("build.rs with 15 codes, seconds", script, 0.05);
        }
        if count == 10_000 {
            // A limit in seconds would depend on the machine.
            let relative = debug.cpu / twins[0];
            limits.check("10,000 codes, relative to a clean build of the derives without serde", relative, 1.0);
            limits.check("10,000 codes, MB", peak, 1000.0);
        }
    }
    limits.check("10,000 codes, relative to 1,000 codes", seconds[2] / seconds[1], 12.0);
    println!();
    Ok(limits.report())
}

#[derive(Default)]
struct Limits(Vec<String>);

impl Limits {
    fn check(&mut self, name: &str, value: f64, limit: f64) {
        if value > limit {
            self.0.push(format!("{name}: {value:.2} exceeds the limit of {limit}"));
        }
    }

    fn report(&self) -> ExitCode {
        self.0.iter().for_each(|exceeded| eprintln!("{exceeded}"));
        if self.0.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// Returns the twin: an enum with derives that provide the same functions as this crate.
fn twin(this: &Path, serde: &str) -> io::Result<String> {
    let toml = fs::read_to_string(this.join("codes.toml"))?;
    let names = toml.lines().filter_map(|line| line.strip_prefix('[')?.strip_suffix(']')?.split_once('.'));
    let names = names.filter(|(group, _)| !["status", "retired"].contains(group)).map(|(_, name)| name);
    let strum = [
        "EnumString",
        "IntoStaticStr",
        "EnumIter",
        "EnumCount",
        "VariantNames",
        "VariantArray",
        "EnumMessage",
        "EnumProperty",
    ];
    let strum: Vec<_> = strum.iter().map(|derive| format!("strum::{derive}")).collect();
    let mut twin = format!("#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, {}, {serde})]\n", strum.join(", "));
    let rename = if serde.is_empty() { "" } else { "#[serde(rename_all = \"SCREAMING_SNAKE_CASE\")]\n" };
    let _ = write!(twin, "#[strum(serialize_all = \"SCREAMING_SNAKE_CASE\")]\n{rename}enum ErrorCode {{\n");
    for name in names {
        let words = name.split('_').map(|word| format!("{}{}", &word[..1], word[1..].to_lowercase()));
        let _ =
            writeln!(twin, "    #[strum(message = {name:?}, props(status = 400))]\n    {},", words.collect::<String>());
    }
    twin.push_str("}\n");
    Ok(twin)
}

/// Creates a package and fetches its dependencies.
fn package(work: &Path, name: &str, dependencies: &str, main: &str) -> io::Result<PathBuf> {
    let package = work.join(name.replace(' ', "-"));
    fs::create_dir_all(package.join("src"))?;
    let name = name.replace(' ', "-");
    let manifest = "version = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n";
    fs::write(package.join("Cargo.toml"), format!("[package]\nname = \"{name}\"\n{manifest}{dependencies}"))?;
    fs::write(package.join("src/main.rs"), main)?;
    run(&mut cargo(&package, &["fetch"]))?;
    Ok(package)
}

/// Copies the crate. For 15 codes, the copy has the table of this repository. Otherwise, it has a made-up table.
fn copy(this: &Path, work: &Path, count: usize) -> io::Result<PathBuf> {
    let package = work.join(count.to_string());
    copy_all(&this.join("src"), &package.join("src"))?;
    for file in ["build.rs", "Cargo.lock", "codes.toml", "README.md"] {
        fs::copy(this.join(file), package.join(file))?;
    }
    // Removes the manifest entries of tests and examples, because the copy does not have them.
    let manifest = fs::read_to_string(this.join("Cargo.toml"))?;
    let sections =
        manifest.split("\n[").filter(|section| !section.starts_with("[test]]") && !section.starts_with("[example]]"));
    let manifest = sections.collect::<Vec<_>>().join("\n[");
    fs::write(package.join("Cargo.toml"), format!("{manifest}\n[workspace]\n"))?;
    if count != 15 {
        fs::write(package.join("codes.toml"), made_up::codes_toml(count))?;
    }
    Ok(package)
}

fn copy_all(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let copy = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy_all(&path, &copy)?;
        } else {
            fs::copy(&path, copy)?;
        }
    }
    Ok(())
}

fn cargo(package: &Path, arguments: &[&str]) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(arguments).current_dir(package).stdout(Stdio::null()).stderr(Stdio::piped());
    cargo.env("CARGO_TARGET_DIR", package.join("target")).env("CARGO_INCREMENTAL", "0").env_remove("RUSTFLAGS");
    cargo
}

fn run(command: &mut Command) -> io::Result<()> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(());
    }
    Err(io::Error::other(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr))))
}

/// CPU and wall-clock seconds.
#[derive(Clone, Copy)]
struct Cost {
    cpu: f64,
    wall: f64,
}

impl Cost {
    const UNKNOWN: Self = Self { cpu: f64::INFINITY, wall: f64::INFINITY };

    /// Returns the cost since `start`. At `start`, the finished child processes had used `cpu` seconds.
    fn since(start: Instant, cpu: Option<f64>) -> Self {
        let wall = start.elapsed().as_secs_f64();
        Self { cpu: cpu_seconds_of_children().zip(cpu).map_or(wall, |(now, then)| now - then), wall }
    }

    fn min(self, other: Self) -> Self {
        Self { cpu: self.cpu.min(other.cpu), wall: self.wall.min(other.wall) }
    }
}

/// Returns the CPU seconds of all finished child processes and their descendants, if the system reports them.
fn cpu_seconds_of_children() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // After the name of the program, fields 14 and 15 are the ticks of the children in user and kernel mode.
    let ticks = stat.rsplit_once(')')?.1.split_whitespace().skip(13).take(2);
    ticks.map(|ticks| ticks.parse::<f64>().ok()).sum::<Option<f64>>().map(|ticks| ticks / 100.0)
}

/// Measures clean builds of both packages, alternately.
fn alternate(packages: [&Path; 2]) -> io::Result<[Cost; 2]> {
    let mut costs = [Cost::UNKNOWN; 2];
    for _ in 0..RUNS {
        for (package, cost) in packages.iter().zip(&mut costs) {
            let target = package.join("target");
            if target.exists() {
                fs::remove_dir_all(target)?;
            }
            let (start, cpu) = (Instant::now(), cpu_seconds_of_children());
            run(&mut cargo(package, &["build", "--offline"]))?;
            *cost = cost.min(Cost::since(start, cpu));
        }
    }
    Ok(costs)
}

/// Measures the build script and rustc after a change of the table. Also returns their peak memory in megabytes.
fn rebuild(package: &Path, arguments: &[&str]) -> io::Result<(Cost, f64)> {
    let arguments: Vec<_> = ["build", "--offline"].iter().chain(arguments).copied().collect();
    run(&mut cargo(package, &arguments))?;
    let table = package.join("codes.toml");
    let (mut cost, mut peak) = (Cost::UNKNOWN, 0);
    for _ in 0..RUNS {
        fs::write(&table, format!("{}\n# Changed.\n", fs::read_to_string(&table)?))?;
        let (start, cpu) = (Instant::now(), cpu_seconds_of_children());
        let mut build = cargo(package, &arguments).stderr(Stdio::inherit()).arg("--quiet").spawn()?;
        let status = loop {
            if let Some(status) = build.try_wait()? {
                break status;
            }
            peak = peak.max(memory(&build));
            sleep(Duration::from_millis(5));
        };
        if !status.success() {
            return Err(io::Error::other(format!("{} does not build", package.display())));
        }
        cost = cost.min(Cost::since(start, cpu));
    }
    #[allow(clippy::cast_precision_loss, reason = "memory in kilobytes is below 2^53")]
    let peak = peak as f64 / 1024.0;
    Ok((cost, peak))
}

/// Returns the resident memory of cargo's descendants in kilobytes, or 0 if the system does not report it.
fn memory(cargo: &Child) -> u64 {
    let mut processes = vec![cargo.id().to_string()];
    let mut sum = 0;
    while let Some(process) = processes.pop() {
        let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB"));
        if process != cargo.id().to_string() {
            sum += resident.and_then(|kilobytes| kilobytes.parse().ok()).unwrap_or(0);
        }
        let threads = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
        for children in threads.filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok()) {
            processes.extend(children.split_whitespace().map(str::to_owned));
        }
    }
    sum
}

/// Measures the build script in seconds. Cargo builds it without optimizations.
fn build_script(package: &Path) -> io::Result<f64> {
    let mut minimum = None;
    for entry in fs::read_dir(package.join("target/debug/build"))? {
        let script = entry?.path().join("build-script-build");
        if !script.exists() {
            continue;
        }
        let out = package.join("target/out");
        fs::create_dir_all(&out)?;
        for _ in 0..RUNS {
            let mut command = Command::new(&script);
            command.current_dir(package).env("OUT_DIR", &out).stdout(Stdio::null());
            let start = Instant::now();
            run(&mut command)?;
            let seconds = start.elapsed().as_secs_f64();
            minimum = Some(minimum.map_or(seconds, |minimum: f64| minimum.min(seconds)));
        }
    }
    minimum.ok_or_else(|| io::Error::other("no build script found"))
}
