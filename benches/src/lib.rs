//! Criterion benchmarks of gilscope live in `benches/`.
