//! A pattern taken apart: what the parser makes and the compiler reads.

/// A flag of `re`, by its bit.
pub mod flag {
    /// `re.I`.
    pub const IGNORECASE: u32 = 2;
    /// `re.L`.
    pub const LOCALE: u32 = 4;
    /// `re.M`.
    pub const MULTILINE: u32 = 8;
    /// `re.S`.
    pub const DOTALL: u32 = 16;
    /// `re.U`.
    pub const UNICODE: u32 = 32;
    /// `re.X`.
    pub const VERBOSE: u32 = 64;
    /// `re.DEBUG`.
    pub const DEBUG: u32 = 128;
    /// `re.A`.
    pub const ASCII: u32 = 256;
    /// Those that say what kind of text it is about: one of them at a time.
    pub const TYPES: u32 = LOCALE | UNICODE | ASCII;
}

/// How often the most often is.
pub const FOREVER: u32 = u32::MAX;

/// Parts that follow one another.
pub type Seq = Vec<Node>;

/// A part of a pattern.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum Node {
    /// This character, or any but this one.
    Char { c: u32, negated: bool },
    /// `.`
    Any,
    /// `[..]`, and classes such as `\d` outside of brackets.
    Set { negated: bool, items: Vec<Item> },
    /// A place: `^`, `\b` and the like.
    At(At),
    /// `a|b`
    Branch(Vec<Seq>),
    /// `(..)`, `(?:..)`, `(?i-s:..)`; flags to add and to take away.
    Group {
        index: Option<u32>,
        add: u32,
        del: u32,
        body: Seq,
    },
    /// `(?>..)`
    Atomic(Seq),
    /// `x*` and the like.
    Repeat {
        min: u32,
        max: u32,
        mood: Mood,
        body: Seq,
    },
    /// `(?=..)`, `(?<!..)` and so on.
    Look {
        behind: bool,
        negated: bool,
        body: Seq,
    },
    /// What a group has matched.
    Ref(u32),
    /// `(?(1)yes|no)`
    If {
        group: u32,
        yes: Seq,
        no: Option<Seq>,
    },
}

/// What a set is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Item {
    /// One character.
    Char(u32),
    /// All from one to another, both included.
    Range(u32, u32),
    /// A class, or all but a class.
    Class(Class, bool),
}

/// `\d`, `\s`, `\w`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Class {
    Digit,
    Space,
    Word,
}

/// Places in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum At {
    /// `\A`
    TextStart,
    /// `^`
    Start,
    /// `$`
    End,
    /// `\Z`
    TextEnd,
    /// `\b`
    Boundary,
    /// `\B`
    NoBoundary,
}

/// How eager a repetition is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mood {
    /// `*`: as often as can be.
    Greedy,
    /// `*?`: as rarely as can be.
    Lazy,
    /// `*+`: as often as can be, and nothing is given back.
    Possessive,
}

/// Least and greatest number of characters that something matches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub struct Width {
    pub least: u64,
    pub most: u64,
}

impl Width {
    /// No character.
    pub const NONE: Width = Width { least: 0, most: 0 };
    /// One character.
    pub const ONE: Width = Width { least: 1, most: 1 };

    fn plus(self, other: Width) -> Width {
        Width {
            least: self.least.saturating_add(other.least),
            most: self.most.saturating_add(other.most),
        }
    }

    fn or(self, other: Width) -> Width {
        Width {
            least: self.least.min(other.least),
            most: self.most.max(other.most),
        }
    }

    fn times(self, min: u32, max: u32) -> Width {
        let most = match max {
            FOREVER if self.most > 0 => u64::MAX,
            _ => self.most.saturating_mul(u64::from(max)),
        };
        let least = self.least.saturating_mul(u64::from(min));
        Width { least, most }
    }
}

/// How wide a sequence is, if the groups are as wide as this; those that are open are not asked for.
pub fn width(seq: &[Node], groups: &[Option<Width>]) -> Width {
    seq.iter()
        .fold(Width::NONE, |sum, node| sum.plus(node_width(node, groups)))
}

fn node_width(node: &Node, groups: &[Option<Width>]) -> Width {
    match node {
        Node::Char { .. } | Node::Any | Node::Set { .. } => Width::ONE,
        Node::At(_) | Node::Look { .. } => Width::NONE,
        Node::Group { body, .. } | Node::Atomic(body) => width(body, groups),
        Node::Repeat { min, max, body, .. } => width(body, groups).times(*min, *max),
        Node::Ref(group) => groups[*group as usize].unwrap_or(Width::NONE),
        Node::Branch(ways) => {
            let mut widths = ways.iter().map(|way| width(way, groups));
            let first = widths.next().unwrap_or(Width::NONE);
            widths.fold(first, Width::or)
        }
        Node::If { yes, no, .. } => {
            let no = { no.as_ref() }.map_or(Width::NONE, |no| width(no, groups));
            let yes = width(yes, groups);
            // Without a second branch it can be nothing at all, but no wider than the first.
            yes.or(no)
        }
    }
}
