//! An exception with all that is shown with it: what it is chained to, and the members of groups.

use crate::builtins::groups::members;
use crate::object::Exception;
use crate::object::exception::ExceptionParts;
use crate::value::Value;
use crate::vm::Cx;
use gilscope_runtime::heap::Gc;
use rustc_hash::FxHashSet;

/// An exception of a tree, with the indices of others in it.
pub struct Node {
    /// The exception.
    pub exception: Gc<Exception>,
    /// What it was raised from.
    pub cause: Option<usize>,
    /// What was being handled when it was raised.
    pub context: Option<usize>,
    /// The members of a group.
    pub members: Option<Vec<usize>>,
}

/// The tree of an exception, which comes first. What has a place already is not chained to again.
///
/// Follows `TracebackException.__init__` of CPython 3.13.
pub fn tree(cx: &Cx<'_>, exception: &Gc<Exception>) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut seen: FxHashSet<usize> = FxHashSet::default();
    let add = |nodes: &mut Vec<Node>, seen: &mut FxHashSet<usize>, new: &Gc<Exception>| {
        seen.insert(new.as_ref().address());
        nodes.push(Node {
            exception: new.clone(),
            cause: None,
            context: None,
            members: None,
        });
        nodes.len() - 1
    };
    let mut open = vec![add(&mut nodes, &mut seen, exception)];
    while let Some(at) = open.pop() {
        let exception = nodes[at].exception.clone();
        let (cause, context, suppressed) = {
            let state = exception.state();
            let links = (state.cause.clone(), state.context.clone());
            (links.0, links.1, state.suppress_context)
        };
        let mut link = |nodes: &mut Vec<Node>, value: &Value| {
            let new = value.as_gc::<Exception>()?;
            let is_new = !seen.contains(&new.as_ref().address());
            is_new.then(|| add(nodes, &mut seen, new))
        };
        let cause = link(&mut nodes, &cause);
        let context = match cause {
            None if !suppressed => link(&mut nodes, &context),
            _ => None,
        };
        let members = members(cx, &exception).map(|members| {
            { members.iter() }
                .map(|member| add(&mut nodes, &mut seen, member))
                .collect::<Vec<usize>>()
        });
        open.extend(cause.into_iter().chain(context));
        open.extend(members.iter().flatten());
        let node = &mut nodes[at];
        (node.cause, node.context, node.members) = (cause, context, members);
    }
    nodes
}

/// The text about a tree, with the frames around the members of groups.
#[derive(Default)]
pub struct Page {
    /// What is written.
    pub text: String,
    /// How many groups the present place is in.
    pub depth: usize,
    /// Whether the last member of a group is being shown, and its frame is not closed yet.
    pub is_open: bool,
}

impl Page {
    fn indent(&self) -> String {
        "  ".repeat(self.depth)
    }

    /// Appends whole lines, with the margin of the present place.
    pub fn lines(&mut self, lines: &str) {
        self.lines_beside(lines, '|');
    }

    /// Appends whole lines beside a margin of this character.
    pub fn lines_beside(&mut self, lines: &str, margin: char) {
        if self.depth == 0 {
            self.text.push_str(lines);
            return;
        }
        let indent = self.indent();
        for line in lines.split_inclusive('\n') {
            self.text.push_str(&format!("{indent}{margin} {line}"));
        }
    }

    /// Appends the line above member number `index`.
    pub fn title(&mut self, index: usize, title: &str) {
        let joint = if index == 0 { "+-" } else { "  " };
        let indent = self.indent();
        self.text.push_str(&format!(
            "{indent}{joint}+---------------- {title} ----------------\n"
        ));
    }

    /// Closes the frame around the members of a group, if that is not done yet.
    pub fn close(&mut self) {
        if self.is_open {
            let indent = self.indent();
            self.text
                .push_str(&format!("{indent}+------------------------------------\n"));
            self.is_open = false;
        }
    }
}
