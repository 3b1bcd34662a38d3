//! The keys that do something else than rustyline's own: Enter, Tab and the arrows, which work the menu and break lines.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustyline::history::History;
use rustyline::{
    Cmd, ConditionalEventHandler, Editor, Event, EventContext, EventHandler, KeyCode, KeyEvent, Modifiers,
    Movement, RepeatCount,
};

use super::entry::{Ending, ending, indentation};
use super::helper::{Helper, SharedMenu, held};

/// The cells of the prompt, which further lines are indented by; the language may change it.
pub type Margin = Arc<AtomicUsize>;

/// Binds them.
pub fn bind(editor: &mut Editor<Helper, impl History>, menu: &SharedMenu, margin: &Margin) {
    let bound = |does: Does| {
        let key = Key { menu: menu.clone(), margin: margin.clone(), does };
        EventHandler::Conditional(Box::new(key))
    };
    let plain = |code| KeyEvent(code, Modifiers::NONE);
    editor.bind_sequence(plain(KeyCode::Enter), bound(Does::End));
    editor.bind_sequence(KeyEvent::ctrl('J'), bound(Does::End));
    editor.bind_sequence(KeyEvent(KeyCode::Enter, Modifiers::ALT), bound(Does::Break));
    editor.bind_sequence(plain(KeyCode::Tab), bound(Does::Complete));
    editor.bind_sequence(plain(KeyCode::Down), bound(Does::Down));
    editor.bind_sequence(plain(KeyCode::Up), bound(Does::Up));
    editor.bind_sequence(plain(KeyCode::Esc), bound(Does::Abandon));
    editor.bind_sequence(KeyEvent::ctrl('C'), bound(Does::Clear));
}

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Does {
    /// Takes what is chosen in the menu; else hands the entry over, or goes on with it on a further line.
    End,
    /// Goes on on a further line.
    Break,
    /// Completes.
    Complete,
    /// Chooses the next of the menu.
    Down,
    /// Chooses the one before.
    Up,
    /// Closes the menu and puts back what was typed.
    Abandon,
    /// Throws away what is typed; where nothing is, says so.
    Clear,
}

/// One key.
struct Key {
    menu: SharedMenu,
    margin: Margin,
    does: Does,
}

impl Key {
    /// A line break, and the blanks of the next line.
    fn further_line(&self, before: &str) -> Cmd {
        let blanks = indentation(before, self.margin.load(Ordering::Relaxed));
        Cmd::Insert(1, format!("\n{blanks}"))
    }

    fn end(&self, line: &str, cursor: usize) -> Option<Cmd> {
        let mut menu = held(&self.menu);
        if menu.is_open(line, cursor) && menu.chosen(line, cursor).is_some() {
            menu.close();
            return Some(Cmd::Repaint);
        }
        let before = line.get(..cursor)?;
        (ending(line) == Ending::Open).then(|| self.further_line(before))
    }

    fn complete(&self, line: &str, cursor: usize) -> Option<Cmd> {
        let mut menu = held(&self.menu);
        if menu.is_settled(line, cursor) {
            menu.close();
            return Some(Cmd::Noop);
        }
        let (_, row) = line.get(..cursor)?.rsplit_once('\n')?;
        row.chars().all(|c| c == ' ').then(|| Cmd::Insert(1, "  ".to_owned()))
    }
}

impl ConditionalEventHandler for Key {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext<'_>) -> Option<Cmd> {
        let (line, cursor) = (context.line(), context.pos());
        let choosing = || held(&self.menu).is_open(line, cursor);
        match self.does {
            Does::End => self.end(line, cursor),
            Does::Break => Some(self.further_line(line.get(..cursor)?)),
            Does::Complete => self.complete(line, cursor),
            Does::Down => choosing().then_some(Cmd::Complete),
            Does::Up => choosing().then_some(Cmd::CompleteBackward),
            Does::Abandon => {
                let was_open = choosing();
                held(&self.menu).close();
                was_open.then_some(Cmd::Abort)
            }
            Does::Clear => (!line.is_empty()).then_some(Cmd::Kill(Movement::WholeBuffer)),
        }
    }
}
