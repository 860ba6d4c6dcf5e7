//! Patterns compiled to instructions for the matcher.

use super::charset::Charset;
use super::cursor::Wrong;
use super::fold::Fold;
use super::parse::{Parsed, parse};
use super::tree::{At, FOREVER, Item, Mood, Node, flag, width};

/// A place among the instructions.
pub type Pc = u32;

/// What matches one character.
#[derive(Clone, Copy, Debug)]
pub enum Unit {
    /// This one.
    Char(u32),
    /// Any but this one.
    Not(u32),
    /// One whose lower case is this.
    Folded(u32, Fold),
    /// One whose lower case is not this.
    NotFolded(u32, Fold),
    /// One of the set with this number.
    Set(u32),
    /// One whose lower case is in the set.
    SetFolded(u32, Fold),
    /// Any but the end of a line.
    NoNewline,
    /// Any at all.
    All,
}

/// An instruction. What does not match goes back to the last choice.
#[derive(Debug)]
pub enum Op {
    /// One character.
    One(Unit),
    /// These bytes.
    Text(Box<[u8]>),
    /// A character again and again.
    Many {
        unit: Unit,
        min: u32,
        max: u32,
        mood: Mood,
    },
    /// A place; MULTILINE and which characters are of a word.
    At(At, Lines, bool),
    /// Notes the position in a register: where a group begins.
    Open(u32),
    /// Notes where the group with this number ends.
    Close(u32),
    /// Goes on behind it, and at that place if this fails.
    Try(Pc),
    /// Goes on there.
    Jump(Pc),
    /// Begins a loop, which counts in two registers.
    Enter(u32),
    /// At the head of a loop: once more, or out of it to `exit`.
    Loop {
        register: u32,
        min: u32,
        max: u32,
        lazy: bool,
        exit: Pc,
    },
    /// Notes in two registers how many choices there are, and the position.
    Hold(u32),
    /// Forgets all choices since `Hold`.
    Commit(u32),
    /// The same, and goes back to the position.
    Return(u32),
    /// As `Hold`, so many characters back; if they match, `Refuse` comes. Else on at the place.
    Unless { register: u32, on: Pc },
    /// Undoes all since `Unless`, and fails.
    Refuse(u32),
    /// Goes so many characters back.
    Back(u64),
    /// What a group has matched.
    Ref(u32, Option<Fold>),
    /// There if a group has not matched.
    IfNot(u32, Pc),
    /// The end.
    Match,
}

/// What is the start and the end of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lines {
    /// Start and end of the text.
    One,
    /// Those of each line.
    Many,
}

/// A pattern that is ready to be matched. Immutable.
#[derive(Debug)]
pub struct Program {
    /// Its instructions.
    pub ops: Vec<Op>,
    /// Its sets.
    pub sets: Vec<Charset>,
    /// How many groups it has, besides the whole.
    pub groups: u32,
    /// How many registers it takes: a start and an end for each group, the group closed last, and
    /// those of loops.
    pub registers: u32,
    /// Flags, with those it sets for itself.
    pub flags: u32,
    /// Names of groups.
    pub names: Vec<(String, u32)>,
    /// Whether it is about `str`, not `bytes`.
    pub is_text: bool,
    /// The bytes that a match may begin with; None if it may be empty.
    pub first: Option<Box<[bool; 256]>>,
}

/// Compiles a pattern: the characters of a `str`, or bytes. Tells what CPython warns of, whether or
/// not it is a pattern.
pub fn compile(
    text: &[u32],
    is_text: bool,
    flags: u32,
    warnings: &mut Vec<String>,
) -> Result<Program, Wrong> {
    let parsed = parse(text, is_text, flags, warnings)?;
    let flags = parsed.flags | flags;
    if flags & flag::LOCALE != 0 {
        return Err(Wrong::Unsupported("`re.LOCALE`"));
    }
    if flags & flag::DEBUG != 0 {
        return Err(Wrong::Unsupported("`re.DEBUG`"));
    }
    let groups = parsed.widths.len() as u32 - 1;
    let mut compiler = Compiler {
        parsed: &parsed,
        ops: Vec::new(),
        sets: Vec::new(),
        registers: 2 * groups + 1,
        is_text,
    };
    compiler.seq(&parsed.seq, flags)?;
    compiler.ops.push(Op::Match);
    let Compiler {
        ops,
        sets,
        registers,
        ..
    } = compiler;
    let mut program = Program {
        ops,
        sets,
        groups,
        registers,
        flags,
        names: parsed.names,
        is_text,
        first: None,
    };
    program.first = super::first::bytes(&program);
    Ok(program)
}

struct Compiler<'a> {
    parsed: &'a Parsed,
    ops: Vec<Op>,
    sets: Vec<Charset>,
    registers: u32,
    is_text: bool,
}

/// How case is ignored under these flags, if it is.
fn fold(flags: u32) -> Option<Fold> {
    match flags & flag::IGNORECASE != 0 {
        false => None,
        true if flags & flag::UNICODE != 0 => Some(Fold::Unicode),
        true => Some(Fold::Ascii),
    }
}

impl Compiler<'_> {
    fn here(&self) -> Pc {
        self.ops.len() as Pc
    }

    /// Adds an instruction whose place to go to comes later.
    fn push(&mut self, op: Op) -> usize {
        self.ops.push(op);
        self.ops.len() - 1
    }

    /// Lets an instruction go to what comes next.
    fn land(&mut self, at: usize) {
        let here = self.here();
        match &mut self.ops[at] {
            Op::Try(to) | Op::Jump(to) | Op::IfNot(_, to) => *to = here,
            Op::Loop { exit, .. } => *exit = here,
            Op::Unless { on, .. } => *on = here,
            _ => unreachable!("(program) only these go elsewhere"),
        }
    }

    fn two_registers(&mut self) -> u32 {
        self.registers += 2;
        self.registers - 2
    }

    fn seq(&mut self, seq: &[Node], flags: u32) -> Result<(), Wrong> {
        let mut rest = seq;
        while let Some(node) = rest.first() {
            let text = self.literals(rest, flags);
            if text.1 > 1 {
                self.ops.push(Op::Text(text.0.into()));
                rest = &rest[text.1..];
                continue;
            }
            self.node(node, flags)?;
            rest = &rest[1..];
        }
        Ok(())
    }

    /// The bytes of the characters at the start that have no case here, and how many they are.
    fn literals(&self, seq: &[Node], flags: u32) -> (Vec<u8>, usize) {
        let fold = fold(flags);
        let mut bytes = Vec::new();
        for (node, count) in seq.iter().zip(0..) {
            let Node::Char { c, negated: false } = node else {
                return (bytes, count);
            };
            if fold.is_some_and(|fold| fold.is_cased(*c)) {
                return (bytes, count);
            }
            match (self.is_text, char::from_u32(*c)) {
                (true, Some(c)) => bytes.extend(c.encode_utf8(&mut [0; 4]).bytes()),
                (true, None) => return (bytes, count),
                (false, _) => bytes.push(*c as u8),
            }
        }
        (bytes, seq.len())
    }

    fn node(&mut self, node: &Node, flags: u32) -> Result<(), Wrong> {
        if let Some(unit) = self.unit(node, flags) {
            self.ops.push(Op::One(unit));
            return Ok(());
        }
        match node {
            Node::Char { .. } | Node::Any | Node::Set { .. } => {}
            Node::At(at) => {
                let lines = match flags & flag::MULTILINE {
                    0 => Lines::One,
                    _ => Lines::Many,
                };
                self.ops
                    .push(Op::At(*at, lines, flags & flag::UNICODE == 0));
            }
            Node::Branch(ways) => self.branch(ways, flags)?,
            Node::Group {
                index,
                add,
                del,
                body,
            } => {
                if add & flag::UNICODE != 0 && flags & flag::UNICODE == 0 {
                    // CPython looks for the start of a match without regard to it.
                    return Err(Wrong::Unsupported("`(?u:..)` where `re.ASCII` is set"));
                }
                let kept = if add & flag::TYPES != 0 {
                    !flag::TYPES
                } else {
                    u32::MAX
                };
                let flags = (flags & kept | add) & !del;
                if let Some(index) = index {
                    self.ops.push(Op::Open(2 * (index - 1)));
                }
                self.seq(body, flags)?;
                if let Some(index) = index {
                    self.ops.push(Op::Close(*index));
                }
            }
            Node::Atomic(body) => {
                let register = self.two_registers();
                self.ops.push(Op::Hold(register));
                self.seq(body, flags)?;
                self.ops.push(Op::Commit(register));
            }
            Node::Repeat {
                min,
                max,
                mood,
                body,
            } => self.repeat((*min, *max, *mood), body, flags)?,
            Node::Look {
                behind,
                negated,
                body,
            } => self.look(*behind, *negated, body, flags)?,
            Node::Ref(group) => self.ops.push(Op::Ref(*group, fold(flags))),
            Node::If { group, yes, no } => {
                let choice = self.push(Op::IfNot(*group, 0));
                self.seq(yes, flags)?;
                let over = no.as_ref().map(|_| self.push(Op::Jump(0)));
                self.land(choice);
                self.seq(no.as_deref().unwrap_or_default(), flags)?;
                over.into_iter().for_each(|over| self.land(over));
            }
        }
        Ok(())
    }

    /// What matches one character, if a part does.
    fn unit(&mut self, node: &Node, flags: u32) -> Option<Unit> {
        let fold = fold(flags);
        match node {
            Node::Char { c, negated } => Some(self.character(*c, *negated, fold)),
            Node::Any if flags & flag::DOTALL != 0 => Some(Unit::All),
            Node::Any => Some(Unit::NoNewline),
            Node::Set { negated, items } => Some(self.set(items, *negated, flags)),
            Node::Branch(ways) => {
                let items = one_of(ways)?;
                Some(self.set(&items, false, flags))
            }
            Node::Group {
                index: None,
                add: 0,
                del: 0,
                body,
            } => match &body[..] {
                [only] => self.unit(only, flags),
                _ => None,
            },
            _ => None,
        }
    }

    fn character(&mut self, c: u32, negated: bool, fold: Option<Fold>) -> Unit {
        match fold.filter(|fold| fold.is_cased(c)) {
            None if negated => Unit::Not(c),
            None => Unit::Char(c),
            Some(fold) => {
                let lower = fold.lower(c);
                match fold.mates(lower) {
                    [] if negated => Unit::NotFolded(lower, fold),
                    [] => Unit::Folded(lower, fold),
                    _ => self.keep(&[Item::Char(c)], negated, fold == Fold::Ascii, Some(fold)),
                }
            }
        }
    }

    fn set(&mut self, items: &[Item], negated: bool, flags: u32) -> Unit {
        self.keep(items, negated, flags & flag::UNICODE == 0, fold(flags))
    }

    fn keep(&mut self, items: &[Item], negated: bool, ascii: bool, fold: Option<Fold>) -> Unit {
        let asked = Charset::ask(items, negated, ascii, fold);
        self.sets.push(asked.set);
        let number = self.sets.len() as u32 - 1;
        match fold.filter(|_| asked.folded) {
            Some(fold) => Unit::SetFolded(number, fold),
            None => Unit::Set(number),
        }
    }

    fn branch(&mut self, ways: &[Vec<Node>], flags: u32) -> Result<(), Wrong> {
        let Some((last, others)) = ways.split_last() else {
            return Ok(());
        };
        let mut overs = Vec::new();
        for way in others {
            let choice = self.push(Op::Try(0));
            self.seq(way, flags)?;
            overs.push(self.push(Op::Jump(0)));
            self.land(choice);
        }
        self.seq(last, flags)?;
        overs.into_iter().for_each(|over| self.land(over));
        Ok(())
    }

    fn repeat(
        &mut self,
        (min, max, mood): (u32, u32, Mood),
        body: &[Node],
        flags: u32,
    ) -> Result<(), Wrong> {
        if let [only] = body
            && let Some(unit) = self.unit(only, flags)
        {
            self.ops.push(Op::Many {
                unit,
                min,
                max,
                mood,
            });
            return Ok(());
        }
        if mood != Mood::Possessive {
            return self.turns(min, max, mood, |compiler| compiler.seq(body, flags));
        }
        if body.iter().any(|node| is_doubtful(node, false)) {
            let what = "a group within a choice that a possessive quantifier repeats";
            return Err(Wrong::Unsupported(what));
        }
        // Neither does a turn give anything back once it has matched.
        let whole = self.two_registers();
        let turn = self.two_registers();
        self.ops.push(Op::Hold(whole));
        self.turns(min, max, mood, |compiler| {
            compiler.ops.push(Op::Hold(turn));
            compiler.seq(body, flags)?;
            compiler.ops.push(Op::Commit(turn));
            Ok(())
        })?;
        self.ops.push(Op::Commit(whole));
        Ok(())
    }

    fn turns(
        &mut self,
        min: u32,
        max: u32,
        mood: Mood,
        body: impl FnOnce(&mut Self) -> Result<(), Wrong>,
    ) -> Result<(), Wrong> {
        let register = self.two_registers();
        self.ops.push(Op::Enter(register));
        let head = self.push(Op::Loop {
            register,
            min,
            max,
            lazy: mood == Mood::Lazy,
            exit: 0,
        });
        body(self)?;
        self.ops.push(Op::Jump(head as Pc));
        self.land(head);
        Ok(())
    }

    fn look(
        &mut self,
        behind: bool,
        negated: bool,
        body: &[Node],
        flags: u32,
    ) -> Result<(), Wrong> {
        let mut back = 0;
        if behind {
            let width = width(body, &self.parsed.widths);
            let message = match width.least {
                least if least > u64::from(FOREVER) => "looks too much behind",
                least if least != width.most => "look-behind requires fixed-width pattern",
                _ => "",
            };
            if !message.is_empty() {
                return Err(Wrong::Pattern(message.to_owned(), None));
            }
            back = width.least;
        }
        let register = self.two_registers();
        let start = match negated {
            true => self.push(Op::Unless { register, on: 0 }),
            false => self.push(Op::Hold(register)),
        };
        if back > 0 {
            self.ops.push(Op::Back(back));
        }
        self.seq(body, flags)?;
        if negated {
            self.ops.push(Op::Refuse(register));
            self.land(start);
        } else {
            self.ops.push(Op::Return(register));
        }
        Ok(())
    }
}

/// Whether there is a group of which CPython does not always know what it held before a choice that
/// failed: there is no telling what it would print.
fn is_doubtful(node: &Node, in_choice: bool) -> bool {
    let any = |seq: &[Node], in_choice| seq.iter().any(|node| is_doubtful(node, in_choice));
    match node {
        Node::Char { .. } | Node::Any | Node::Set { .. } | Node::At(_) | Node::Ref(_) => false,
        Node::Branch(ways) => ways.iter().any(|way| any(way, true)),
        Node::Group { index, body, .. } => (in_choice && index.is_some()) || any(body, in_choice),
        Node::Atomic(body) | Node::Repeat { body, .. } => any(body, in_choice),
        Node::Look { negated, body, .. } => any(body, in_choice || *negated),
        Node::If { yes, no, .. } => {
            any(yes, in_choice) || any(no.as_deref().unwrap_or_default(), in_choice)
        }
    }
}

/// The set that a choice between single characters comes to.
fn one_of(ways: &[Vec<Node>]) -> Option<Vec<Item>> {
    let mut all = Vec::new();
    for way in ways {
        match &way[..] {
            [Node::Char { c, negated: false }] => all.push(Item::Char(*c)),
            [
                Node::Set {
                    negated: false,
                    items,
                },
            ] => all.extend(items),
            _ => return None,
        }
    }
    Some(all)
}
