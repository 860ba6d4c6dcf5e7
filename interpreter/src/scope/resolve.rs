//! The second walk: from the uses of each name to its meaning.

use super::{Binding, ScopeId, ScopeKind, Table};
use crate::refusal::{CompileError, Pass};
use crate::syntax::ast::Ident;

/// Gives every symbol its binding.
pub fn resolve(table: &mut Table) -> Pass {
    for id in 0..table.scopes.len() {
        let mut at = 0;
        while at < table.scopes[id].symbols.len() {
            resolve_symbol(table, id, at)?;
            at += 1;
        }
    }
    Ok(())
}

fn resolve_symbol(table: &mut Table, id: usize, at: usize) -> Pass {
    let scope = &table.scopes[id];
    let symbol = &scope.symbols[at];
    let (uses, is_param) = (symbol.uses, symbol.is_param);
    let name = symbol.name.clone();
    let span = symbol.declared_at;
    let binding = if uses.global {
        if uses.nonlocal {
            let message = format!("name '{name}' is nonlocal and global");
            return Err(CompileError::syntax(span, message));
        }
        Binding::GlobalExplicit
    } else if uses.nonlocal {
        let Some(owner) = find_owner(table, id, &name) else {
            let message = format!("no binding for nonlocal '{name}' found");
            return Err(CompileError::syntax(span, message));
        };
        if table.scopes[owner].holds_type_params {
            let message = format!("nonlocal binding not allowed for type parameter '{name}'");
            return Err(CompileError::syntax(span, message));
        }
        capture(table, id, owner, &name);
        Binding::Free
    } else if is_param || uses.binds() {
        // An inner scope cannot have made it a cell yet: scopes stand before their inner ones.
        match scope.kind {
            ScopeKind::Module => Binding::GlobalImplicit,
            _ => Binding::Local,
        }
    } else if let Some(owner) = find_owner(table, id, &name) {
        capture(table, id, owner, &name);
        Binding::Free
    } else {
        Binding::GlobalImplicit
    };
    table.scopes[id].symbols[at].binding = binding;
    Ok(())
}

/// The scope around `id` whose variable `name` is; none when it is a global.
fn find_owner(table: &Table, id: usize, name: &Ident) -> Option<usize> {
    let mut at = table.scopes[id].parent;
    while let Some(ScopeId(outer)) = at {
        let scope = &table.scopes[outer as usize];
        at = scope.parent;
        match scope.kind {
            ScopeKind::Module => return None,
            ScopeKind::Class if &**name == "__class__" => return Some(outer as usize),
            ScopeKind::Class => continue,
            _ => {}
        }
        let Some(symbol) = scope.symbol(name) else {
            continue;
        };
        if symbol.uses.global {
            return None;
        }
        let binds = symbol.uses.binds() || symbol.is_param;
        if binds && !symbol.uses.nonlocal {
            return Some(outer as usize);
        }
    }
    None
}

/// Makes the owner's variable a cell, and hands it down through the scopes between.
fn capture(table: &mut Table, id: usize, owner: usize, name: &Ident) {
    let owner_scope = &mut table.scopes[owner];
    if owner_scope.kind == ScopeKind::Class {
        owner_scope.needs_class_cell = true;
    } else {
        owner_scope.symbol_mut(name).binding = Binding::Cell;
    }
    let mut at = table.scopes[id].parent;
    while let Some(ScopeId(between)) = at {
        if between as usize == owner {
            break;
        }
        let scope = &mut table.scopes[between as usize];
        at = scope.parent;
        let is_class = scope.kind == ScopeKind::Class;
        let known = scope.symbol(name).is_some();
        let symbol = scope.symbol_mut(name);
        if is_class {
            symbol.passes_through = true;
        }
        if !known {
            symbol.binding = Binding::Free;
        }
    }
}
