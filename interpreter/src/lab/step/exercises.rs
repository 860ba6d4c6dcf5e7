//! Scripts with something to find: `programs/exercises`. The first lines of each are comments: its title,
//! `goal: ..`, and what there is to know.

/// An exercise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exercise {
    /// Its number, from 1 on.
    pub number: usize,
    /// Its file, below the repository.
    pub file: &'static str,
    /// The script.
    pub text: &'static str,
    /// What it is about.
    pub title: String,
    /// The ending to be reached.
    pub goal: String,
    /// The explanation, in lines.
    pub explanation: Vec<String>,
}

macro_rules! exercises {
    ($($name:literal)*) => {
        /// Files and texts, from the first race to the starving writer.
        const TEXTS: &[(&str, &str)] = &[$((
            concat!("programs/exercises/", $name, ".py"),
            include_str!(concat!("../../../../programs/exercises/", $name, ".py")),
        )),*];
    };
}

exercises! {
    "01_first_race"
    "02_check_then_act"
    "03_two_of_six"
    "04_torn_pair"
    "05_made_twice"
    "06_abba"
    "07_missed_notify"
    "08_if_is_not_while"
    "09_philosophers"
    "10_same_again"
    "11_too_late"
    "12_starving_writer"
}

/// All of them.
pub fn all() -> Vec<Exercise> {
    let numbered = TEXTS.iter().zip(1..);
    numbered
        .map(|((file, text), number)| read(number, file, text))
        .collect()
}

/// The exercise of a number, from 1 on.
pub fn of_number(number: usize) -> Option<Exercise> {
    all().into_iter().find(|it| it.number == number)
}

/// Reads the comments at the head of a script.
fn read(number: usize, file: &'static str, text: &'static str) -> Exercise {
    let head = text.lines().map_while(|line| line.strip_prefix('#'));
    let mut head = head.map(str::trim);
    let title = head.next().unwrap_or_default().to_string();
    let mut exercise = Exercise {
        number,
        file,
        text,
        title,
        goal: String::new(),
        explanation: Vec::new(),
    };
    for line in head {
        match line.strip_prefix("goal:") {
            Some(goal) => exercise.goal = goal.trim().to_string(),
            None => exercise.explanation.push(line.to_string()),
        }
    }
    exercise
}
