//! Tree to typed core: names, types and units of expressions ([`expression`]), and the blocks on top of them.
//!
//! [`Context`] holds what is known while a program is made. Its users declare all definitions first, so that the order
//! in which a script is written never matters, then give each its body:
//!
//! ```text
//! let id = context.declare(Declaration::row(path, table, Type::yes_no(), Role::Named, span));
//! let scope = Scope::row(space, table);
//! let core = context.expression(&tree, &scope);
//! context.define(id, core);
//! ```
//!
//! A definition whose type is not known before its body is declared with [`Context::declare_on_demand`].

mod answer;
pub mod blocks;
pub mod build;
mod choice;
mod context;
mod convert;
pub mod expression;
pub(crate) mod option;
mod posting;
mod range;
pub(crate) mod reading;
mod rollup;
mod rounding;
mod scope;
pub(crate) mod symbols;
pub(crate) mod year;

pub use context::{Context, Declaration, Placed};
pub use reading::ReadingPlace;
pub use scope::{Population, Scope};
pub use symbols::{Entity, SpaceId, ValueEntry};
