//! Integration, script, property and command-line tests of gilscope live in `tests/`.
