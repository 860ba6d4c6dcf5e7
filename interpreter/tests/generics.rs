//! Type parameters and the `type` statement, which CPython has since 3.12: what CPython 3.13 printed.

use std::path::Path;
use std::process::Command;

#[test]
fn type_parameters_show_themselves_as_in_cpython() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/generics");
    let ran = Command::new(env!("CARGO_BIN_EXE_gilscope"))
        .args(["run", "script.py"])
        .current_dir(&folder)
        .output()
        .expect("gilscope can be run");
    let expected =
        std::fs::read_to_string(folder.join("script.out")).expect("what CPython printed");
    assert_eq!(String::from_utf8_lossy(&ran.stderr), "");
    assert_eq!(String::from_utf8_lossy(&ran.stdout), expected);
    assert!(ran.status.success());
}
