//! Bodies that scripts never see: toy Python keeps them inside its own objects.

use super::{Trace, trace_value};
use crate::strings::regex::{Program, Scan};
use crate::value::Value;
use gilscope_runtime::heap::{Guarded, Visitor, Weak};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};
use std::sync::Arc;

/// The state of a hash function of `hashlib`.
#[derive(Clone)]
#[allow(missing_docs)]
pub enum Digester {
    Md5(Md5),
    Sha1(Sha1),
    Sha224(Sha224),
    Sha256(Sha256),
    Sha384(Sha384),
    Sha512(Sha512),
}

macro_rules! each {
    ($digester:expr, $known:ident => $what:expr) => {
        match $digester {
            Digester::Md5($known) => $what,
            Digester::Sha1($known) => $what,
            Digester::Sha224($known) => $what,
            Digester::Sha256($known) => $what,
            Digester::Sha384($known) => $what,
            Digester::Sha512($known) => $what,
        }
    };
}

impl Digester {
    /// The function of this name, that has seen nothing yet.
    pub fn new(name: &str) -> Option<Digester> {
        Some(match name {
            "md5" => Digester::Md5(Md5::new()),
            "sha1" => Digester::Sha1(Sha1::new()),
            "sha224" => Digester::Sha224(Sha224::new()),
            "sha256" => Digester::Sha256(Sha256::new()),
            "sha384" => Digester::Sha384(Sha384::new()),
            "sha512" => Digester::Sha512(Sha512::new()),
            _ => return None,
        })
    }

    /// Takes more bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        each!(self, known => Digest::update(known, bytes));
    }

    /// The hash of what it has seen.
    pub fn digest(&self) -> Vec<u8> {
        each!(self.clone(), known => known.finalize().to_vec())
    }
}

/// A hash function at work.
pub struct Hasher {
    /// Its state.
    pub state: Guarded<Digester>,
}

impl Trace for Hasher {
    fn trace(&self, _visitor: &Visitor<'_>) {}
}

/// What a weak reference holds: it does not count.
pub struct WeakLink {
    /// The way to the object.
    pub weak: Weak,
}

impl Trace for WeakLink {
    fn trace(&self, _visitor: &Visitor<'_>) {}
}

/// A compiled pattern of `re`. Immutable.
pub struct Regex {
    /// What the matcher runs.
    pub program: Arc<Program>,
}

impl Trace for Regex {
    fn trace(&self, _visitor: &Visitor<'_>) {}
}

/// A walk from match to match through a text.
pub struct Search {
    /// The pattern.
    pub program: Arc<Program>,
    /// A `str` or `bytes`.
    pub text: Value,
    /// How far it has come.
    pub state: Guarded<Scan>,
}

impl Trace for Search {
    fn trace(&self, visitor: &Visitor<'_>) {
        trace_value(&self.text, visitor);
    }
}
