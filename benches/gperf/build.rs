//! Runs gperf on the errorCodes of two tables, and compiles the generated C.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

#[path = "../tables/made_up.rs"]
#[allow(dead_code, reason = "other benchmarks use the other items")]
mod made_up;

fn main() -> Result<(), Box<dyn Error>> {
    for file in ["build.rs", "../tables/made_up.rs", "../../codes.toml"] {
        println!("cargo::rerun-if-changed={file}");
    }
    let folder = env::var("OUT_DIR")?;
    let mut build = cc::Build::new();
    // The C of gperf has functions without prototypes and initializers without braces, so compilers warn.
    build.warnings(false);
    let real = errcodes::ErrorCode::ALL.iter().map(ToString::to_string).collect::<Vec<_>>();
    for (table, names) in [("real", real), ("made_up_1000", made_up::names(1000))] {
        let input = Path::new(&folder).join(format!("{table}.gperf"));
        let output = input.with_extension("c");
        fs::write(&input, keywords(table, &names)?)?;
        let gperf = Command::new("gperf").arg("--output-file").arg(&output).arg(&input).status();
        let gperf = gperf.map_err(|error| format!("gperf: {error}; install it (Debian: apt-get install gperf)"))?;
        if !gperf.success() {
            return Err(format!("gperf: {gperf}").into());
        }
        build.file(output);
    }
    build.compile("gperf_tables");
    Ok(())
}

/// Returns the input of gperf. It includes a C function that returns the position of a name, or -1.
fn keywords(table: &str, names: &[String]) -> Result<String, Box<dyn Error>> {
    let mut out = format!(
        "%language=ANSI-C
%struct-type
%readonly-tables
%compare-lengths
%define hash-function-name hash_{table}
%define lookup-function-name find_{table}
%{{
#include <string.h>
%}}
struct entry {{ const char *name; int position; }};
%%
"
    );
    for (position, name) in names.iter().enumerate() {
        writeln!(out, "{name}, {position}")?;
    }
    write!(
        out,
        "%%
int gperf_{table}(const char *text, size_t length) {{
    const struct entry *entry = find_{table}(text, length);
    return entry ? entry->position : -1;
}}
"
    )?;
    Ok(out)
}
