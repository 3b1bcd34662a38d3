//! What the documents beneath say of a name.

use heng_grammar::tree::{Item, ItemKind};
use heng_interp::amend::{name_of, share_names};
use heng_interp::lower::SpaceId;
use heng_interp::resolve::Documents;

/// What a name stands for in the documents that can be amended from the prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// 待定, 参数: 定 says what it is.
    Settable,
    /// 读法: 取 says which.
    Reading,
    /// A block with parts, such as 评分 or 调档; `x = …` does not stand in its place unless 换 says so.
    Block,
    /// Another entry: 换 puts one in its place.
    Entry,
}

/// What the entry is that `typed` could stand in the place of; nothing where there is none.
pub fn known(documents: &Documents, typed: &Item) -> Option<Known> {
    let beneath = documents.list.split_last().map(|(_, beneath)| beneath).unwrap_or_default();
    let shared = beneath.iter().rev().filter(|document| document.space == SpaceId::default());
    shared.into_iter().find_map(|document| find(&document.script.items, typed)).map(|item| match &item.kind {
        ItemKind::Open(_) | ItemKind::Parameter(_) => Known::Settable,
        ItemKind::Reading(_) => Known::Reading,
        _ if is_block(item) => Known::Block,
        _ => Known::Entry,
    })
}

/// Whether an entry gives a value by more than one formula.
pub fn is_block(item: &Item) -> bool {
    matches!(
        &item.kind,
        ItemKind::Tally(_)
            | ItemKind::Award(_)
            | ItemKind::Score(_)
            | ItemKind::Conditions(_)
            | ItemKind::Classify(_)
            | ItemKind::Band(_)
            | ItemKind::Adjust(_)
            | ItemKind::Ledger(_)
            | ItemKind::Allocation(_)
            | ItemKind::Target(_)
    )
}

fn find<'i>(items: &'i [Item], typed: &Item) -> Option<&'i Item> {
    items.iter().find_map(|item| match &item.kind {
        _ if name_of(item) == name_of(typed) && share_names(item, typed) => Some(item),
        ItemKind::For(block) => find(&block.items, typed),
        _ => None,
    })
}
