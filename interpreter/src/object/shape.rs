//! The shapes of instances.
//!
//! A shape is an ordered list of attribute names. Instances of one class that got the same
//! attributes in the same order share a shape, so an inline cache needs to compare one number to
//! know both the class and where an attribute stands.

use super::Trace;
use gilscope_runtime::cache::Word;
use gilscope_runtime::heap::{Flags, Gc, Guarded, Visitor};
use gilscope_runtime::symbol::Symbol;

/// An ordered list of attribute names that instances share.
pub struct Shape {
    /// Its number: distinct for distinct shapes of one process, never 0.
    pub id: u32,
    names: Box<[Symbol]>,
    /// Whether the attributes are kept in a dict instead: somebody asked for `__dict__`. The only
    /// value of such attributes is the dict, and no inline cache may rest on the shape.
    pub in_dict: bool,
    /// Shapes with one more name.
    next: Guarded<Vec<(Symbol, Gc<Shape>)>>,
}

static SHAPES: Word = Word::new(1);

impl Shape {
    /// A new shape without names: the root of a class's shapes.
    pub fn empty() -> Gc<Shape> {
        Shape::with_names(Box::new([]), false)
    }

    pub(super) fn with_names(names: Box<[Symbol]>, in_dict: bool) -> Gc<Shape> {
        let id = SHAPES.next() as u32;
        Gc::new(Shape {
            id,
            names,
            in_dict,
            next: Guarded::new(Vec::new()),
        })
    }

    /// The same shape for another heap, where it does not lead anywhere yet.
    pub fn transplant(&self) -> Gc<Shape> {
        Gc::new(Shape {
            id: self.id,
            names: self.names.clone(),
            in_dict: self.in_dict,
            next: Guarded::new(Vec::new()),
        })
    }

    /// Where the attribute of this name stands.
    #[inline]
    pub fn position(&self, name: Symbol) -> Option<usize> {
        self.names.iter().position(|known| *known == name)
    }

    /// Whether `longer` is this shape with one more name.
    pub fn leads_to(&self, longer: &Gc<Shape>) -> bool {
        !longer.in_dict
            && longer.names.len() == self.names.len() + 1
            && longer.names.starts_with(&self.names)
    }

    /// The names in order.
    pub fn names(&self) -> &[Symbol] {
        &self.names
    }
}

/// The shapes with one more name each, which a shape leads to.
pub fn longer_shapes(shape: &Gc<Shape>) -> Vec<(Symbol, Gc<Shape>)> {
    shape.guard(|s| &s.next).clone()
}

/// Lets a new shape lead to these.
pub fn set_longer_shapes(shape: &Gc<Shape>, longer: Vec<(Symbol, Gc<Shape>)>) {
    let old = std::mem::replace(&mut *shape.guard(|s| &s.next), longer);
    drop(old);
}

/// The shape with one more name.
pub fn extend_shape(shape: &Gc<Shape>, name: Symbol) -> Gc<Shape> {
    let mut next = shape.guard(|s| &s.next);
    if let Some((_, known)) = next.iter().find(|(known, _)| *known == name) {
        return known.clone();
    }
    let names: Vec<Symbol> = shape.names.iter().copied().chain([name]).collect();
    let longer = descend(shape, Shape::with_names(names.into(), false));
    next.push((name, longer.clone()));
    longer
}

/// A shape that was made from another: known to other threads, and exempt from counting, if that is.
pub(super) fn descend(shape: &Gc<Shape>, new: Gc<Shape>) -> Gc<Shape> {
    shape.as_ref().adopt(new.as_ref());
    if shape.as_ref().header().flags().has(Flags::IMMORTAL) {
        new.as_ref().make_immortal();
    }
    new
}

impl Trace for Shape {
    fn trace(&self, visitor: &Visitor<'_>) {
        visitor
            .peek(&self.next)
            .iter()
            .for_each(|(_, shape)| visitor.visit(shape.as_ref()));
    }
}
