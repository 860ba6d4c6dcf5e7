//! From the text of a pattern to its parts: recursive descent, with CPython's errors.
//!
//! Follows `re/_parser.py` of CPython 3.13 in what is an error and where.

use super::cursor::{Cursor, DIGITS, MAX_GROUPS, Name, Token, Wrong};
use super::escapes;
use super::tree::{At, FOREVER, Mood, Node, Seq, Width, flag, width};

/// Groups are nested no deeper than this.
const DEEPEST: usize = 200;

/// A pattern taken apart.
pub struct Parsed {
    /// Its parts.
    pub seq: Seq,
    /// Flags given, and those that it sets for itself.
    pub flags: u32,
    /// How wide each group is; the first one is none.
    pub widths: Vec<Option<Width>>,
    /// Names of groups, in their order.
    pub names: Vec<(String, u32)>,
}

/// Takes a pattern apart; what CPython warns of comes first, whether or not it is a pattern.
pub fn parse(
    text: &[u32],
    is_text: bool,
    flags: u32,
    warnings: &mut Vec<String>,
) -> Result<Parsed, Wrong> {
    let mut parser = Parser {
        cursor: Cursor::new(text, is_text)?,
        flags,
        widths: vec![None],
        names: Vec::new(),
        looking_behind: None,
        conditions: Vec::new(),
        warnings,
    };
    let verbose = flags & flag::VERBOSE != 0;
    let seq = parser.ways(verbose, 0)?;
    let flags = fitting(is_text, parser.flags)?;
    if parser.cursor.next.is_some() {
        return parser.cursor.fail("unbalanced parenthesis", 0);
    }
    for (group, place) in parser.conditions {
        if group as usize >= parser.widths.len() {
            let message = format!("invalid group reference {group}");
            return Err(Wrong::Pattern(message, Some(place)));
        }
    }
    Ok(Parsed {
        seq,
        flags,
        widths: parser.widths,
        names: parser.names,
    })
}

/// Flags as they fit the kind of text.
fn fitting(is_text: bool, flags: u32) -> Result<u32, Wrong> {
    let has = |flag: u32| flags & flag != 0;
    let wrong = match is_text {
        true if has(flag::LOCALE) => "cannot use LOCALE flag with a str pattern",
        true if has(flag::ASCII) && has(flag::UNICODE) => {
            "ASCII and UNICODE flags are incompatible"
        }
        true if has(flag::ASCII) => return Ok(flags),
        true => return Ok(flags | flag::UNICODE),
        false if has(flag::UNICODE) => "cannot use UNICODE flag with a bytes pattern",
        false if has(flag::LOCALE) && has(flag::ASCII) => "ASCII and LOCALE flags are incompatible",
        false => return Ok(flags),
    };
    Err(Wrong::Value(wrong))
}

/// A pattern that is being read.
pub(super) struct Parser<'a> {
    pub(super) cursor: Cursor<'a>,
    flags: u32,
    /// Of each group that was opened, how wide it is; None while it is open.
    pub(super) widths: Vec<Option<Width>>,
    names: Vec<(String, u32)>,
    /// How many groups there were where the outermost lookbehind begins.
    looking_behind: Option<usize>,
    /// Groups that conditions ask for, and where.
    conditions: Vec<(u64, usize)>,
    pub(super) warnings: &'a mut Vec<String>,
}

/// What stands behind `(?`.
enum Head {
    /// A group is to be read: which, and its flags.
    Group {
        name: Option<Name>,
        capture: bool,
        atomic: bool,
        add: u32,
        del: u32,
    },
    /// It is done already.
    Done(Option<Node>),
}

impl Parser<'_> {
    /// `a|b|c`
    fn ways(&mut self, mut verbose: bool, depth: usize) -> Result<Seq, Wrong> {
        if depth > DEEPEST {
            return Err(Wrong::Unsupported("a regular expression nested that deep"));
        }
        let mut ways = vec![self.sequence(verbose, depth, depth == 0)?];
        while self.cursor.eat('|')? {
            if depth == 0 {
                verbose = self.flags & flag::VERBOSE != 0;
            }
            ways.push(self.sequence(verbose, depth, false)?);
        }
        Ok(match ways.len() {
            1 => ways.pop().unwrap_or_default(),
            _ => vec![Node::Branch(ways)],
        })
    }

    /// Parts up to `|` or `)`. The very first sequence may set flags.
    fn sequence(&mut self, mut verbose: bool, depth: usize, first: bool) -> Result<Seq, Wrong> {
        let mut seq = Seq::new();
        while let Some(token) = self.cursor.next {
            if token.is('|') || token.is(')') {
                break;
            }
            self.cursor.get()?;
            if verbose && self.is_blank(token)? {
                continue;
            }
            match (token, token.plain()) {
                (Token::Escaped(c), _) => seq.push(escapes::outside(self, c)?),
                (_, Some(b'[')) => seq.push(self.set()?),
                (_, Some(b'.')) => seq.push(Node::Any),
                (_, Some(b'^')) => seq.push(Node::At(At::Start)),
                (_, Some(b'$')) => seq.push(Node::At(At::End)),
                (_, Some(b'?' | b'*' | b'+' | b'{')) => self.repeat(token, &mut seq)?,
                (_, Some(b'(')) => {
                    let may_set = first && seq.is_empty();
                    seq.extend(self.parenthesis(&mut verbose, depth, may_set)?);
                }
                (Token::Plain(c), _) => seq.push(Node::Char { c, negated: false }),
            }
        }
        Ok(seq)
    }

    /// Whether a token is of no meaning in a verbose pattern; takes a comment to its end.
    fn is_blank(&mut self, token: Token) -> Result<bool, Wrong> {
        match token.plain() {
            Some(b' ' | b'\t'..=b'\r') => Ok(true),
            Some(b'#') => {
                while { self.cursor.get()? }.is_some_and(|token| !token.is('\n')) {}
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// A repetition of the last part.
    fn repeat(&mut self, token: Token, seq: &mut Seq) -> Result<(), Wrong> {
        let here = self.cursor.tell();
        let (min, max) = match token.plain() {
            Some(b'?') => (0, 1),
            Some(b'*') => (0, FOREVER),
            Some(b'+') => (1, FOREVER),
            _ => match self.bounds(here)? {
                Some(bounds) => bounds,
                None => {
                    seq.push(Node::Char {
                        c: u32::from(b'{'),
                        negated: false,
                    });
                    return Ok(());
                }
            },
        };
        let before = self.cursor.tell() - here + 1;
        let body = match seq.last() {
            None | Some(Node::At(_)) => return self.cursor.fail("nothing to repeat", before),
            Some(Node::Repeat { .. }) => return self.cursor.fail("multiple repeat", before),
            Some(_) => seq.pop().into_iter().collect(),
        };
        let mood = if self.cursor.eat('?')? {
            Mood::Lazy
        } else if self.cursor.eat('+')? {
            Mood::Possessive
        } else {
            Mood::Greedy
        };
        seq.push(Node::Repeat {
            min,
            max,
            mood,
            body,
        });
        Ok(())
    }

    /// `2,3}` behind a brace; None where the brace is a character like any other.
    fn bounds(&mut self, here: usize) -> Result<Option<(u32, u32)>, Wrong> {
        if self.cursor.next_in(b"}") {
            return Ok(None);
        }
        let low = self.cursor.get_while(usize::MAX, DIGITS)?;
        let high = match self.cursor.eat(',')? {
            true => self.cursor.get_while(usize::MAX, DIGITS)?,
            false => low.clone(),
        };
        if !self.cursor.eat('}')? {
            self.cursor.seek(here)?;
            return Ok(None);
        }
        let min = if low.is_empty() { 0 } else { times(&low)? };
        if high.is_empty() {
            return Ok(Some((min, FOREVER)));
        }
        let max = times(&high)?;
        if max < min {
            let before = self.cursor.tell() - here;
            let message = "min repeat greater than max repeat";
            return self.cursor.fail(message, before);
        }
        Ok(Some((min, max)))
    }

    /// What a parenthesis encloses.
    fn parenthesis(
        &mut self,
        verbose: &mut bool,
        depth: usize,
        may_set: bool,
    ) -> Result<Option<Node>, Wrong> {
        let start = self.cursor.tell() - 1;
        let head = match self.cursor.eat('?')? {
            true => self.extension(start, verbose, depth, may_set)?,
            false => Head::Group {
                name: None,
                capture: true,
                atomic: false,
                add: 0,
                del: 0,
            },
        };
        let (name, capture, atomic, add, del) = match head {
            Head::Done(node) => return Ok(node),
            Head::Group {
                name,
                capture,
                atomic,
                add,
                del,
            } => (name, capture, atomic, add, del),
        };
        let index = match capture {
            true => Some(self.open(name)?),
            false => None,
        };
        let inside = (*verbose || add & flag::VERBOSE != 0) && del & flag::VERBOSE == 0;
        let body = self.ways(inside, depth + 1)?;
        self.close(start)?;
        if let Some(index) = index {
            self.widths[index as usize] = Some(width(&body, &self.widths));
        }
        Ok(Some(match atomic {
            true => Node::Atomic(body),
            false => Node::Group {
                index,
                add,
                del,
                body,
            },
        }))
    }

    fn close(&mut self, start: usize) -> Result<(), Wrong> {
        match self.cursor.eat(')')? {
            true => Ok(()),
            false => {
                let before = self.cursor.tell() - start;
                let message = "missing ), unterminated subpattern";
                self.cursor.fail(message, before)
            }
        }
    }

    /// A new group's number.
    fn open(&mut self, name: Option<Name>) -> Result<u32, Wrong> {
        let index = self.widths.len() as u32;
        self.widths.push(None);
        let Some(name) = name else {
            return Ok(index);
        };
        if let Some(known) = self.named(&name) {
            let quoted = self.cursor.quoted(&name);
            let message =
                format!("redefinition of group name {quoted} as group {index}; was group {known}");
            return self.cursor.fail(message, name.len + 1);
        }
        self.names.push((name.text, index));
        Ok(index)
    }

    fn named(&self, name: &Name) -> Option<u32> {
        let mut names = self.names.iter();
        names
            .find(|(known, _)| *known == name.text)
            .map(|(_, index)| *index)
    }

    fn must_get(&mut self) -> Result<Token, Wrong> {
        match self.cursor.get()? {
            Some(token) => Ok(token),
            None => self.cursor.fail("unexpected end of pattern", 0),
        }
    }

    /// What follows `(?`.
    fn extension(
        &mut self,
        start: usize,
        verbose: &mut bool,
        depth: usize,
        may_set: bool,
    ) -> Result<Head, Wrong> {
        let token = self.must_get()?;
        let plain = |capture, atomic| Head::Group {
            name: None,
            capture,
            atomic,
            add: 0,
            del: 0,
        };
        match token.plain() {
            Some(b'P') => self.python_extension(),
            Some(b':') => Ok(plain(false, false)),
            Some(b'>') => Ok(plain(false, true)),
            Some(b'#') => self.comment(start),
            Some(b'=' | b'!' | b'<') => self.look(token, start, *verbose, depth),
            Some(b'(') => self.condition(start, *verbose, depth),
            Some(c) if c == b'-' || flag_of(token).is_some() => {
                let Some((add, del)) = self.inline_flags(token)? else {
                    if !may_set {
                        let before = self.cursor.tell() - start;
                        let message = "global flags not at the start of the expression";
                        return self.cursor.fail(message, before);
                    }
                    *verbose = self.flags & flag::VERBOSE != 0;
                    return Ok(Head::Done(None));
                };
                Ok(Head::Group {
                    name: None,
                    capture: false,
                    atomic: false,
                    add,
                    del,
                })
            }
            _ => {
                let message = format!("unknown extension ?{}", token.text());
                self.cursor.fail(message, token.len() + 1)
            }
        }
    }

    /// What follows `(?P`.
    fn python_extension(&mut self) -> Result<Head, Wrong> {
        if self.cursor.eat('<')? {
            let name = self.cursor.get_until('>', "group name")?;
            self.cursor.check_name(&name, 1)?;
            return Ok(Head::Group {
                name: Some(name),
                capture: true,
                atomic: false,
                add: 0,
                del: 0,
            });
        }
        if self.cursor.eat('=')? {
            let name = self.cursor.get_until(')', "group name")?;
            self.cursor.check_name(&name, 1)?;
            let group = self.known(&name)?;
            return Ok(Head::Done(Some(self.reference(group, name.len + 1)?)));
        }
        let token = self.must_get()?;
        let message = format!("unknown extension ?P{}", token.text());
        self.cursor.fail(message, token.len() + 2)
    }

    fn known(&self, name: &Name) -> Result<u32, Wrong> {
        match self.named(name) {
            Some(group) => Ok(group),
            None => {
                let message = format!("unknown group name {}", self.cursor.quoted(name));
                self.cursor.fail(message, name.len + 1)
            }
        }
    }

    /// What a group has matched, which was written in so many characters.
    pub(super) fn reference(&mut self, group: u32, before: usize) -> Result<Node, Wrong> {
        if self.widths[group as usize].is_none() {
            return self.cursor.fail("cannot refer to an open group", before);
        }
        self.check_looking_behind(u64::from(group))?;
        Ok(Node::Ref(group))
    }

    fn check_looking_behind(&self, group: u64) -> Result<(), Wrong> {
        let Some(groups) = self.looking_behind else {
            return Ok(());
        };
        let known = usize::try_from(group)
            .ok()
            .and_then(|at| self.widths.get(at));
        if known.is_none_or(Option::is_none) {
            return self.cursor.fail("cannot refer to an open group", 0);
        }
        if group >= groups as u64 {
            let message = "cannot refer to group defined in the same lookbehind subpattern";
            return self.cursor.fail(message, 0);
        }
        Ok(())
    }

    fn comment(&mut self, start: usize) -> Result<Head, Wrong> {
        loop {
            match self.cursor.next {
                None => {
                    let before = self.cursor.tell() - start;
                    let message = "missing ), unterminated comment";
                    return self.cursor.fail(message, before);
                }
                Some(token) => {
                    self.cursor.get()?;
                    if token.is(')') {
                        return Ok(Head::Done(None));
                    }
                }
            }
        }
    }

    /// `(?=..)` and its kin.
    fn look(
        &mut self,
        mut token: Token,
        start: usize,
        verbose: bool,
        depth: usize,
    ) -> Result<Head, Wrong> {
        let behind = token.is('<');
        let outer = self.looking_behind;
        if behind {
            token = self.must_get()?;
            if !token.is('=') && !token.is('!') {
                let message = format!("unknown extension ?<{}", token.text());
                return self.cursor.fail(message, token.len() + 2);
            }
            self.looking_behind = outer.or(Some(self.widths.len()));
        }
        let body = self.ways(verbose, depth + 1)?;
        self.looking_behind = outer;
        self.close(start)?;
        Ok(Head::Done(Some(Node::Look {
            behind,
            negated: token.is('!'),
            body,
        })))
    }

    /// `(?(1)yes|no)`
    fn condition(&mut self, start: usize, verbose: bool, depth: usize) -> Result<Head, Wrong> {
        let name = self.cursor.get_until(')', "group name")?;
        let group = match name.number() {
            None => {
                self.cursor.check_name(&name, 1)?;
                u64::from(self.known(&name)?)
            }
            Some(0) => return self.cursor.fail("bad group number", name.len + 1),
            Some(group) if group >= MAX_GROUPS => {
                let message = format!("invalid group reference {}", digits(&name.text));
                return self.cursor.fail(message, name.len + 1);
            }
            Some(group) => {
                let place = self.cursor.tell() - name.len - 1;
                if self.conditions.iter().all(|(known, _)| *known != group) {
                    self.conditions.push((group, place));
                }
                group
            }
        };
        self.check_looking_behind(group)?;
        if depth >= DEEPEST {
            return Err(Wrong::Unsupported("a regular expression nested that deep"));
        }
        let yes = self.sequence(verbose, depth + 1, false)?;
        let no = match self.cursor.eat('|')? {
            true => Some(self.sequence(verbose, depth + 1, false)?),
            false => None,
        };
        if no.is_some() && self.cursor.next_in(b"|") {
            let message = "conditional backref with more than two branches";
            return self.cursor.fail(message, 0);
        }
        self.close(start)?;
        let group = group as u32;
        Ok(Head::Done(Some(Node::If { group, yes, no })))
    }

    /// Flags behind `(?`: those to add and to take away; None if they are for the whole pattern.
    fn inline_flags(&mut self, first: Token) -> Result<Option<(u32, u32)>, Wrong> {
        let (mut add, mut del) = (0, 0);
        let mut token = first;
        while !token.is('-') && !token.is(':') && !token.is(')') {
            add |= self.flag_to_add(token, add)?;
            token = self.flag_or_end(b")-:", "missing -, : or )")?;
        }
        if token.is(')') {
            self.flags |= add;
            return Ok(None);
        }
        if token.is('-') {
            token = self.flag_or_end(b"", "missing flag")?;
            while !token.is(':') {
                let flag = flag_of(token).unwrap_or(0);
                if flag & flag::TYPES != 0 {
                    let message = "bad inline flags: cannot turn off flags 'a', 'u' and 'L'";
                    return self.cursor.fail(message, 0);
                }
                del |= flag;
                token = self.flag_or_end(b":", "missing :")?;
            }
        }
        if add & del != 0 {
            let message = "bad inline flags: flag turned on and off";
            return self.cursor.fail(message, 1);
        }
        Ok(Some((add, del)))
    }

    fn flag_to_add(&mut self, token: Token, before: u32) -> Result<u32, Wrong> {
        let message = match (self.cursor.is_text, token.plain()) {
            (true, Some(b'L')) => "bad inline flags: cannot use 'L' flag with a str pattern",
            (false, Some(b'u')) => "bad inline flags: cannot use 'u' flag with a bytes pattern",
            _ => {
                let flag = flag_of(token).unwrap_or(0);
                if flag & flag::TYPES == 0 || (before | flag) & flag::TYPES == flag {
                    return Ok(flag);
                }
                "bad inline flags: flags 'a', 'u' and 'L' are incompatible"
            }
        };
        self.cursor.fail(message, 0)
    }

    /// The next flag, or one of the characters that may end them.
    fn flag_or_end(&mut self, ends: &[u8], missing: &str) -> Result<Token, Wrong> {
        let Some(token) = self.cursor.get()? else {
            return self.cursor.fail(missing, 0);
        };
        if flag_of(token).is_some() || token.plain().is_some_and(|c| ends.contains(&c)) {
            return Ok(token);
        }
        let is_letter = match token {
            Token::Plain(c) => char::from_u32(c).is_some_and(crate::strings::unicode::is_alpha),
            Token::Escaped(_) => false,
        };
        let message = if is_letter { "unknown flag" } else { missing };
        self.cursor.fail(message, token.len())
    }
}

fn flag_of(token: Token) -> Option<u32> {
    Some(match token.plain()? {
        b'i' => flag::IGNORECASE,
        b'L' => flag::LOCALE,
        b'm' => flag::MULTILINE,
        b's' => flag::DOTALL,
        b'x' => flag::VERBOSE,
        b'a' => flag::ASCII,
        b'u' => flag::UNICODE,
        _ => return None,
    })
}

/// How often, as it is written.
fn times(digits: &str) -> Result<u32, Wrong> {
    match digits.parse::<u32>() {
        Ok(n) if n < FOREVER => Ok(n),
        _ => Err(Wrong::Overflow("the repetition number is too large")),
    }
}

/// A number as Python writes it.
pub(super) fn digits(text: &str) -> &str {
    match text.trim_start_matches('0') {
        "" => "0",
        rest => rest,
    }
}
