//! A picture drawn into the cells of a screen, whatever its size.
//!
//! From the top: how far it is and who has the GIL; threads for which there is no column; a column a
//! thread, with its source, bytecode, operand stack and variables; what threads share, the locks and the
//! output; what there is to say; the keys.

use super::{Desk, EXAMPLES};
use gilscope::dis;
use gilscope::lab::look::{Look, plural};
use gilscope::lab::step::picture::{Picture, ThreadView, line_of, short_name, with_count};
use gilscope::safe_points::SafePoints;
use gilscope::vm::portrait::FrameView;
use gilscope_runtime::ledger::State;
use gilscope_runtime::task::ThreadId;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Paragraph, Widget};

/// Narrowest column of a thread.
const COLUMN: u16 = 36;
/// Lines for threads without a column.
const MOST_OTHERS: usize = 4;
/// Lines of endings that a search has found.
const MOST_FOUND: usize = 9;
/// Height below which what is shared has no place of its own.
const LOW: u16 = 16;

const KEYS: &str = "0-9 thread  i instr  n line  a shared  g go  b back  h home  r run  f find  . follow  w write  ? help  q";

/// Draws a picture; `said` stands in the place of the keys.
pub fn draw(picture: &Picture, desk: &Desk, said: Option<&str>, buffer: &mut Buffer) {
    let area = buffer.area;
    let canvas = Canvas {
        picture,
        desk,
        look: desk.terminal.look(true),
    };
    if desk.is_help {
        canvas.help(area, buffer);
    } else {
        canvas.all(area, said, buffer);
    }
    if desk.terminal.ascii {
        keep_to_ascii(buffer);
    }
}

/// The cells as text, without blanks at the ends of lines.
pub fn text_of(buffer: &Buffer) -> String {
    let rows = { buffer.area.rows() }.map(|row| {
        let mut text = String::new();
        let mut skipped = 0;
        for x in row.left()..row.right() {
            if skipped > 0 {
                skipped -= 1;
                continue;
            }
            let symbol = buffer[(x, row.y)].symbol();
            skipped = unicode_width::UnicodeWidthStr::width(symbol).saturating_sub(1);
            text.push_str(symbol);
        }
        text.trim_end().to_string()
    });
    let rows: Vec<String> = rows.collect();
    rows.join("\n").trim_end().to_string() + "\n"
}

/// Replaces what ASCII does not have.
fn keep_to_ascii(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let symbol = cell.symbol();
        if symbol.is_ascii() {
            continue;
        }
        let plain = match symbol {
            "│" | "·" => "|",
            "─" | "–" => "-",
            "▸" | "▶" => ">",
            "█" => "#",
            "×" => "x",
            "…" => ".",
            "★" => "*",
            "⇄" => "=",
            "┌" | "┐" | "└" | "┘" => "+",
            _ => "?",
        };
        cell.set_symbol(plain);
    }
}

struct Canvas<'a> {
    picture: &'a Picture,
    desk: &'a Desk,
    look: Look,
}

impl Canvas<'_> {
    /// A style, where there are colours.
    fn style(&self, style: Style) -> Style {
        match self.look.color {
            true => style,
            false => Style::default(),
        }
    }

    fn strong(&self) -> Style {
        self.style(Style::default().add_modifier(Modifier::BOLD))
    }

    fn faint(&self) -> Style {
        self.style(Style::default().add_modifier(Modifier::DIM))
    }

    fn error(&self) -> Style {
        self.style(Style::default().fg(Color::Red).add_modifier(Modifier::BOLD))
    }

    fn of_state(&self, state: State) -> Style {
        let style = Style::default();
        self.style(match state {
            State::Running => style.fg(Color::Blue).add_modifier(Modifier::BOLD),
            State::WantsGil => style.fg(Color::Yellow),
            State::Lock => style.fg(Color::Magenta),
            _ => style.add_modifier(Modifier::DIM),
        })
    }

    fn all(&self, area: Rect, said: Option<&str>, buffer: &mut Buffer) {
        let shown = self.columns(area.width);
        let others = self.others(&shown);
        let told = self.told();
        let shared = match area.height < LOW {
            true => 0,
            false => self.shared_height(area.height),
        };
        let room = area.height.saturating_sub(3 + shared + 5);
        let told_height = (told.len() as u16).min(room.max(1));
        let [head, list, columns, below, words, keys] = Layout::vertical([
            Constraint::Length(2),
            Constraint::Length(others.len() as u16),
            Constraint::Min(3),
            Constraint::Length(shared),
            Constraint::Length(told_height),
            Constraint::Length(1),
        ])
        .areas(area);
        Paragraph::new(self.head()).render(head, buffer);
        Paragraph::new(others).render(list, buffer);
        let count = shown.len().max(1) as u32;
        let lanes = Layout::horizontal(shown.iter().map(|_| Constraint::Ratio(1, count)));
        for (view, lane) in shown.iter().zip(lanes.split(columns).iter()) {
            self.thread(view, *lane, buffer);
        }
        if shared > 0 {
            self.shared(below, buffer);
        }
        Paragraph::new(told).render(words, buffer);
        let last = match said {
            Some(said) => Line::styled(format!(" {said}"), self.strong()),
            None => Line::styled(format!(" {KEYS}"), self.faint()),
        };
        Paragraph::new(last).render(keys, buffer);
    }

    fn head(&self) -> Vec<Line<'static>> {
        let picture = self.picture;
        let goal = match &picture.goal {
            None => String::new(),
            Some((goal, best)) => {
                let best = best.map(|best| format!(" in {}", plural(best as u64, "pre-emption")));
                format!(" · goal: {goal}{}", best.unwrap_or_default())
            }
        };
        let far = format!(
            " · {}, {} shared, {}{goal}",
            plural(picture.turns as u64, "instruction"),
            picture.events,
            plural(picture.preemptions as u64, "pre-emption"),
        );
        let title = Span::styled(format!(" {}", self.desk.title), self.strong());
        vec![Line::from(vec![title, Span::raw(far)]), self.gil()]
    }

    fn gil(&self) -> Line<'static> {
        let picture = self.picture;
        let wants = |view: &&ThreadView| view.state == Some(State::WantsGil);
        let wanting: Vec<&str> = { picture.threads.iter().filter(wants) }
            .map(|view| short_name(&view.name))
            .collect();
        let wanting = match wanting.as_slice() {
            [] => "nobody wants it".to_string(),
            [one] => format!("{one} wants it"),
            many => format!("{} want it", many.join(", ")),
        };
        let set = self.desk.safe_points;
        let points = match set {
            SafePoints::Every => "switched anywhere".to_string(),
            set => format!("switched as under --safe-points {}", set.name()),
        };
        match picture.gil {
            Some(holder) => Line::from(vec![
                Span::raw(" GIL: "),
                Span::styled(
                    picture.name(holder).to_string(),
                    self.of_state(State::Running),
                ),
                Span::raw(format!(" has it · {wanting} · {points}")),
            ]),
            None => Line::raw(format!(" GIL: free · {wanting} · {points}")),
        }
    }

    /// The threads that have columns: the one that keys are about, who goes or went, then by number,
    /// those that live first.
    fn columns(&self, width: u16) -> Vec<&ThreadView> {
        let threads = &self.picture.threads;
        let room = usize::from(width / COLUMN).max(1);
        let focus = |view: &ThreadView| view.thread.0 == self.desk.focus;
        let mut shown: Vec<&ThreadView> = threads.iter().collect();
        shown.sort_by_key(|view| {
            let has_ended = view.state.is_none();
            let runs = Some(view.thread) == self.picture.gil;
            (!focus(view), !runs, has_ended, view.thread)
        });
        shown.truncate(room);
        shown.sort_by_key(|view| view.thread);
        shown
    }

    /// A line for each thread without a column.
    fn others(&self, shown: &[&ThreadView]) -> Vec<Line<'static>> {
        let is_shown = |view: &ThreadView| shown.iter().any(|it| it.thread == view.thread);
        let mut others: Vec<&ThreadView> = { self.picture.threads.iter() }
            .filter(|view| !is_shown(view))
            .collect();
        others.sort_by_key(|view| (view.state.is_none(), view.thread));
        let count = others.len();
        if count > MOST_OTHERS {
            others.truncate(MOST_OTHERS - 1);
        }
        let line = |view: &&ThreadView| {
            let place = view.line().map(|line| format!(", line {line}"));
            Line::from(vec![
                Span::raw(format!(" {:>2} ", view.thread.0)),
                self.mark(view),
                Span::raw(format!(
                    " {}: {}{}",
                    short_name(&view.name),
                    view.doing,
                    place.unwrap_or_default()
                )),
            ])
        };
        let mut lines: Vec<Line<'static>> = others.iter().map(line).collect();
        if others.len() < count {
            let rest = count - others.len();
            lines.push(Line::raw(format!(
                "  … and {}",
                plural(rest as u64, "thread")
            )));
        }
        lines
    }

    fn mark(&self, view: &ThreadView) -> Span<'static> {
        match view.state {
            Some(state) => Span::styled(self.look.mark(state).to_string(), self.of_state(state)),
            None => Span::raw(" "),
        }
    }

    /// A thread's column.
    fn thread(&self, view: &ThreadView, area: Rect, buffer: &mut Buffer) {
        let is_focus = view.thread.0 == self.desk.focus;
        let sign = if is_focus { "▸" } else { " " };
        let title = format!("{sign}{} {} ", view.thread.0, view.name);
        let style = if is_focus {
            self.strong()
        } else {
            self.faint()
        };
        let block = Block::bordered()
            .title(Span::styled(title, style))
            .border_style(style);
        let inner = block.inner(area);
        block.render(area, buffer);
        let mut lines = vec![Line::from(vec![
            self.mark(view),
            Span::raw(format!(" {}", view.doing)),
        ])];
        if let Some(inside) = &view.inside {
            lines.push(Line::styled(format!("  in {inside}"), self.faint()));
        }
        if let Some(place) = view.place.as_ref().filter(|_| view.state.is_some()) {
            let values = self.values(place);
            let used = lines.len() + values.len();
            let room = usize::from(inner.height).saturating_sub(used + 1);
            let source = room / 2;
            lines.extend(self.source(place, source));
            let rule = "─".repeat(inner.width.into());
            lines.push(Line::styled(rule, self.faint()));
            lines.extend(self.bytecode(place, room - source));
            lines.extend(values);
        }
        Paragraph::new(lines).render(inner, buffer);
    }

    /// Lines of the source around the next one.
    fn source(&self, place: &FrameView, room: usize) -> Vec<Line<'static>> {
        let source = &place.code.source;
        let at = line_of(&place.code, place.at);
        let lines = window(at as usize, 1, source.line_count() as usize, room);
        let line = |line: usize| {
            let is_next = line == at as usize;
            let sign = if is_next { "▶" } else { " " };
            let text = source.line_text(line as u32).replace('\t', "    ");
            let style = if is_next {
                self.strong()
            } else {
                Style::default()
            };
            Line::styled(format!("{line:>4} {sign} {}", text.trim_end()), style)
        };
        let mut shown: Vec<Line<'static>> = lines.map(line).collect();
        shown.resize(room, Line::raw(""));
        shown
    }

    /// Instructions around the next one.
    fn bytecode(&self, place: &FrameView, room: usize) -> Vec<Line<'static>> {
        let rows = dis::rows(&place.code, self.desk.safe_points);
        let is_every = self.desk.safe_points == SafePoints::Every;
        let last = rows.len().saturating_sub(1);
        let shown = window(place.at as usize, 0, last, room);
        let line = |at: usize| {
            let is_next = at == place.at as usize;
            let sign = if is_next { "▶" } else { " " };
            // Where threads are switched anywhere, there is nothing to mark.
            let row = match is_every {
                true => rows[at].replacen('⇄', " ", 1),
                false => rows[at].clone(),
            };
            let style = if is_next {
                self.strong()
            } else {
                Style::default()
            };
            Line::styled(format!("{at:>4} {sign}{row}"), style)
        };
        let mut lines: Vec<Line<'static>> = shown.filter(|at| *at < rows.len()).map(line).collect();
        lines.resize(room, Line::raw(""));
        lines
    }

    /// Operand stack and variables.
    fn values(&self, place: &FrameView) -> Vec<Line<'static>> {
        let operands: Vec<String> = place.operands.iter().map(with_count).collect();
        let stack = match operands.is_empty() {
            true => "empty".to_string(),
            false => operands.join(" │ "),
        };
        let slots = place.slots.iter();
        let slots = slots.map(|slot| format!("{} = {}", slot.name, with_count(&slot.value)));
        let slots: Vec<String> = slots.collect();
        let mut lines = vec![Line::raw(format!("stack: {stack}"))];
        if !slots.is_empty() {
            lines.push(Line::raw(format!("local: {}", slots.join(", "))));
        }
        lines
    }

    fn shared_height(&self, height: u16) -> u16 {
        let output = self.picture.output.lines().count().min(4);
        let beside = self.picture.locks.len() + output + 1;
        let lines = self.picture.globals.len().max(beside).max(2);
        (lines as u16 + 2).min(height / 4).max(4)
    }

    /// What threads share, and what they have written.
    fn shared(&self, area: Rect, buffer: &mut Buffer) {
        let halves = Layout::horizontal([Constraint::Percentage(50), Constraint::Percentage(50)]);
        let [left, right] = halves.areas(area);
        let title = Span::styled(" shared (×: references) ", self.faint());
        let block = Block::bordered().title(title).border_style(self.faint());
        let inner = block.inner(left);
        block.render(left, buffer);
        Paragraph::new(self.globals(inner.height.into())).render(inner, buffer);
        let title = Span::styled(" locks, output ", self.faint());
        let block = Block::bordered().title(title).border_style(self.faint());
        let inner = block.inner(right);
        block.render(right, buffer);
        Paragraph::new(self.locks_and_output(inner.height.into())).render(inner, buffer);
    }

    fn globals(&self, room: usize) -> Vec<Line<'static>> {
        let mut globals: Vec<_> = self.picture.globals.iter().collect();
        let count = globals.len();
        if count > room {
            // What has just changed must be seen.
            globals.sort_by_key(|it| !it.has_changed);
            globals.truncate(room.saturating_sub(1));
        }
        let line = |it: &&gilscope::lab::step::picture::Global| {
            let sign = if it.has_changed { "▸" } else { " " };
            let text = format!(
                "{sign} {} = {}",
                it.variable.name,
                with_count(&it.variable.value)
            );
            let style = if it.has_changed {
                self.strong()
            } else {
                Style::default()
            };
            Line::styled(text, style)
        };
        let mut lines: Vec<Line<'static>> = globals.iter().map(line).collect();
        if globals.len() < count {
            lines.push(Line::raw(format!("  … {} more", count - globals.len())));
        }
        lines
    }

    fn locks_and_output(&self, room: usize) -> Vec<Line<'static>> {
        let names = |threads: &[ThreadId]| {
            let names = threads.iter().map(|it| self.picture.name(*it));
            names.collect::<Vec<_>>().join(", ")
        };
        let lock = |lock: &gilscope::lab::step::picture::LockView| {
            let holder = match lock.holder {
                Some(holder) => format!("held by {}", self.picture.name(holder)),
                None => "free".into(),
            };
            let waiters = match lock.waiters.as_slice() {
                [] => String::new(),
                some => format!(", waited for by {}", names(some)),
            };
            let style = match lock.holder {
                Some(_) => self.of_state(State::Lock),
                None => self.faint(),
            };
            Line::styled(format!(" {}: {holder}{waiters}", lock.name), style)
        };
        let mut lines: Vec<Line<'static>> = self.picture.locks.iter().map(lock).collect();
        let output: Vec<&str> = self.picture.output.lines().collect();
        let rest = room.saturating_sub(lines.len()).max(room / 2);
        lines.truncate(room - rest.min(output.len()).min(room));
        let from = output
            .len()
            .saturating_sub(room.saturating_sub(lines.len()));
        lines.extend(
            output[from..]
                .iter()
                .map(|text| Line::raw(format!(" > {text}"))),
        );
        lines
    }

    /// What there is to say.
    fn told(&self) -> Vec<Line<'static>> {
        let picture = self.picture;
        let mut lines = Vec::new();
        if let Some(ending) = &picture.ending {
            let style = if ending.is_fault {
                self.error()
            } else {
                self.strong()
            };
            lines.push(Line::styled(
                format!(" It has ended: {}", ending.title),
                style,
            ));
            if let Some(grade) = ending.grade {
                let text = format!(" The goal is reached: {}", grade.text());
                lines.push(Line::styled(text, self.strong()));
            }
        }
        let said = picture.message.iter();
        lines.extend(said.map(|text| Line::styled(format!(" {text}"), self.strong())));
        for ((title, preemptions), number) in picture.found.iter().zip(1..).take(MOST_FOUND) {
            let cost = plural(*preemptions as u64, "pre-emption");
            lines.push(Line::raw(format!(
                "   {number}  {title}  ({cost} from here)"
            )));
        }
        if picture.found.len() > MOST_FOUND {
            let rest = picture.found.len() - MOST_FOUND;
            lines.push(Line::raw(format!(
                "   … {rest} more: f finds one by its name"
            )));
        }
        if let Some(way) = &picture.way
            && let Some((thread, count)) = way.next
        {
            let text = format!(
                " On the way to '{}': {} is next, for {}; . goes there",
                way.title,
                picture.name(thread),
                plural(count as u64, "step"),
            );
            lines.push(Line::raw(text));
        }
        lines
    }

    /// The keys, and what an exercise is about.
    fn help(&self, area: Rect, buffer: &mut Buffer) {
        let mut lines = Vec::new();
        if let Some(exercise) = &self.desk.exercise {
            let title = format!(" Exercise {}: {}", exercise.number, exercise.title);
            lines.push(Line::styled(title, self.strong()));
            lines.push(Line::raw(format!(" Goal: {}", exercise.goal)));
            let explained = exercise.explanation.iter();
            lines.extend(explained.map(|text| Line::raw(format!(" {text}"))));
            lines.push(Line::raw(""));
        }
        let keys = EXAMPLES
            .lines()
            .take_while(|line| !line.starts_with("Examples"));
        lines.extend(keys.map(|text| Line::raw(format!(" {text}"))));
        lines.push(Line::raw(" Any key goes on."));
        let wrap = ratatui::widgets::Wrap { trim: false };
        Paragraph::new(lines).wrap(wrap).render(area, buffer);
    }
}

/// So many numbers around one of them, within bounds.
fn window(at: usize, first: usize, last: usize, room: usize) -> std::ops::Range<usize> {
    let from = at.saturating_sub(room / 2).max(first);
    let to = (from + room).min(last + 1);
    let from = to.saturating_sub(room).max(first);
    from..to
}

#[cfg(test)]
mod tests {
    use super::window;

    #[test]
    fn windows_stay_within_bounds_around_their_middle() {
        assert_eq!(window(5, 1, 9, 3), 4..7);
        assert_eq!(window(1, 1, 9, 4), 1..5);
        assert_eq!(window(9, 1, 9, 4), 6..10);
        assert_eq!(window(2, 1, 3, 10), 1..4);
        assert_eq!(window(0, 0, 0, 0), 0..0);
    }
}
