//! An ending that somebody wants to reach, and how well that was done.

use crate::lab::explore::ending::{Ending, Fault};

/// An ending, described: its title as `explore` tells it (`prints 1`), where `*` stands for anything; the
/// word for what is wrong (`deadlock`, `exception`, `endless`, `leak`); or the name of an exception.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Goal {
    /// The description.
    pub text: String,
}

impl Goal {
    /// The goal of this description.
    pub fn new(text: &str) -> Goal {
        Goal {
            text: text.trim().to_string(),
        }
    }

    /// Whether an ending is what is wanted.
    pub fn matches(&self, ending: &Ending) -> bool {
        let fault = ending.fault().map(Fault::name);
        let is_error = |error: &String| {
            let class = error.split(':').next().unwrap_or_default();
            class == self.text || is_like(error, &self.text)
        };
        fault == Some(&self.text)
            || is_like(&ending.title(), &self.text)
            || ending.errors.iter().any(is_error)
    }
}

/// Whether a text is what a pattern says, in which `*` stands for anything.
fn is_like(text: &str, pattern: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.split_once(part) {
            Some((_, behind)) => rest = behind,
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// How well a goal was reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Grade {
    /// Pre-emptions that it took.
    pub used: usize,
    /// The fewest that are known to do, if any is known.
    pub best: Option<usize>,
    /// Whether nothing less can do: the search was exhaustive.
    pub is_proven: bool,
}

impl Grade {
    /// Three for as few pre-emptions as are known to do, two for up to two more, one for having got there.
    pub fn stars(self) -> usize {
        match self.best {
            Some(best) if self.used > best + 2 => 1,
            Some(best) if self.used > best => 2,
            _ => 3,
        }
    }

    /// In a sentence.
    pub fn text(self) -> String {
        let stars = "★".repeat(self.stars());
        let used = pre_emptions(self.used);
        match self.best {
            Some(best) if best < self.used => {
                format!("{stars} with {used}; {} will do", pre_emptions(best))
            }
            Some(best) if best > self.used => {
                format!("{stars} with {used}; the search knew of {best}")
            }
            _ if self.is_proven => format!("{stars} with {used}; nothing less will do"),
            _ => format!("{stars} with {used}; nothing less is known"),
        }
    }
}

/// `1 pre-emption`.
pub fn pre_emptions(count: usize) -> String {
    crate::lab::look::plural(count as u64, "pre-emption")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::explore::ending::How;

    #[test]
    fn goals_match_titles_faults_and_exceptions() {
        let ending = |output: &str, errors: &[&str]| Ending {
            how: How::Done,
            output: output.into(),
            errors: errors.iter().map(|error| error.to_string()).collect(),
            status: 0,
            leaked: 0,
        };
        let check = |goal: &str, ending: &Ending| Goal::new(goal).matches(ending);
        let one = ending("1\n", &[]);
        assert!(check("prints 1", &one) && check("prints *", &one));
        assert!(!check("prints 1", &ending("10\n", &[])) && !check("prints", &one));
        let raised = ending("", &["IndexError: pop from an empty deque"]);
        assert!(check("IndexError", &raised) && check("exception", &raised));
        assert!(check("IndexError: * empty *", &raised) && !check("KeyError", &raised));
        assert!(check("prints a / *c", &ending("a\nb\nc\n", &[])));
    }

    #[test]
    fn fewer_pre_emptions_are_better() {
        let grade = |used, best| Grade {
            used,
            best,
            is_proven: true,
        };
        let stars = |used, best| grade(used, best).stars();
        assert_eq!([stars(1, Some(1)), stars(2, Some(1))], [3, 2]);
        assert_eq!([stars(4, Some(1)), stars(9, None)], [1, 3]);
        assert_eq!(
            grade(2, Some(1)).text(),
            "★★ with 2 pre-emptions; 1 pre-emption will do"
        );
    }
}
