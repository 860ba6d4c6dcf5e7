//! Shorthand of the tests in this folder.

use super::repr::repr;
use crate::oracle::Dice;

/// A short text over few characters, so that parts of it are found again.
pub fn sample(dice: &mut Dice) -> String {
    const ASCII: [&str; 10] = ["a", "b", "A", " ", "\n", "1", "'", "ab", "\t", "\r"];
    const WIDE: [&str; 12] = [
        "a",
        "é",
        "ß",
        "Σ",
        "ǆ",
        "\u{2028}",
        "\u{1f40d}",
        " ",
        "\u{3000}",
        "٣",
        "Ä",
        "²",
    ];
    let wide = dice.below(2) == 0;
    let count = dice.below(9);
    (0..count)
        .map(|_| {
            if wide {
                dice.pick(&WIDE)
            } else {
                dice.pick(&ASCII)
            }
        })
        .collect()
}

/// A list of texts as Python prints it.
pub fn list<T: AsRef<str>>(items: &[T]) -> String {
    let items: Vec<String> = items.iter().map(|item| repr(item.as_ref())).collect();
    format!("[{}]", items.join(", "))
}
