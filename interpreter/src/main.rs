//! The command `gilscope`.

fn main() {}
