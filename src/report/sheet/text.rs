//! A sheet as text: for a terminal of some width, for a pipe, in plain sentences, or as a file.

use std::io::{self, Write};

use crate::domain::visible::{fit, one_line, visible, wrapped};
use crate::report::table::{self, Head};
use crate::workflow::sheet::chart::Chart;
use crate::workflow::sheet::picture::{self, Drawn, Picture};
use crate::workflow::sheet::{Block, Body, Cell, Crossing, Fact, Row, Sheet, Shown, Table, Tile, tile};

use super::PAGE;

/// Writes a sheet, or why there is nothing to show, spelled by whoever asks; of so many columns where they are counted.
///
/// # Errors
/// Where it can't be written.
pub fn write(
    sheet: &Sheet,
    nothing: Option<&str>,
    plain: bool,
    room: Option<usize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    // A sheet with drawings is a page as a whole, to be pasted into a report.
    let drawn =
        sheet.blocks.iter().any(|block| matches!(block.body, Body::Drawing(_) | Body::Chart(_) | Body::Pictures(_)));
    let most = if drawn { PAGE } else { usize::MAX };
    let mut text = Text { begun: false, plain, width: room.unwrap_or(most).min(most), room, out };
    let titled = !sheet.title.is_empty();
    if titled {
        let above = [Some(&sheet.title), Some(&sheet.note), sheet.mark.as_ref()];
        above.into_iter().flatten().try_for_each(|line| text.line(line))?;
        text.say("")?;
    }
    text.facts(&sheet.facts)?;
    match nothing {
        Some(nothing) => text.line(nothing),
        None => text.blocks(&sheet.blocks, titled),
    }
}

/// A sheet as lines.
struct Text<'o> {
    /// Whether a line stands there already.
    begun: bool,
    /// Each row as a sentence of its own, to be read aloud or piped: no columns, no drawings.
    plain: bool,
    /// The columns that there are for a sentence, and for a table.
    width: usize,
    room: Option<usize>,
    out: &'o mut dyn Write,
}

impl Text<'_> {
    fn say(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.out, "{}", visible(line))
    }

    fn line(&mut self, line: &str) -> io::Result<()> {
        self.begun = true;
        wrapped(line, self.width).iter().try_for_each(|line| self.say(line))
    }

    fn apart(&mut self) -> io::Result<()> {
        if self.begun { self.say("") } else { Ok(()) }
    }

    fn facts(&mut self, facts: &[Fact]) -> io::Result<()> {
        facts.iter().filter_map(Fact::words).try_for_each(|words| self.line(&words))
    }

    /// Blocks, apart from what stands before them; the first of a part stands right below its title.
    fn blocks(&mut self, blocks: &[Block], part: bool) -> io::Result<()> {
        for (place, block) in blocks.iter().filter(|block| !block.is_empty()).enumerate() {
            let goes_on = matches!(block.body, Body::Matrix(_) | Body::Facts(_)) || part && place == 0;
            if !block.title.is_empty() || !goes_on {
                self.apart()?;
            }
            self.begun = true;
            if !block.title.is_empty() {
                self.line(&block.title)?;
            }
            match &block.body {
                Body::Prose(lines) => lines.iter().try_for_each(|line| self.line(&line.text))?,
                Body::List(items) => items.iter().try_for_each(|item| self.line(&format!("- {}", item.text)))?,
                Body::Facts(told) => self.facts(told)?,
                Body::Table(table) => self.table(table)?,
                Body::Tiles(tiles) => self.tiles(tiles)?,
                Body::Matrix(matrix) => {
                    for group in &matrix.groups {
                        self.apart()?;
                        self.line(&group.title)?;
                        let row = |row: &Crossing| row.words().map(str::to_owned).to_vec();
                        self.rows(&matrix.headings.map(Head::words), group.rows.iter().map(row).collect())?;
                    }
                }
                Body::Summary(words) => self.line(words)?,
                Body::Figures(figures) => {
                    let told = picture::facts(figures).into_iter();
                    told.map(|(label, words)| format!("{label}: {words}")).try_for_each(|line| self.line(&line))?;
                }
                Body::Pictures(pictures) => pictures.iter().try_for_each(|one| self.picture(one))?,
                // What it draws, it says.
                Body::Curve(curve) => self.line(curve.words())?,
                Body::Drawing(drawing) => {
                    drawing.lines(self.width.min(PAGE), self.plain).iter().try_for_each(|line| self.say(line))?;
                }
                Body::Chart(chart) => self.chart(chart)?,
                Body::Part(part) => self.blocks(part, true)?,
            }
        }
        Ok(())
    }

    fn chart(&mut self, chart: &Chart) -> io::Result<()> {
        chart.rows(self.width.min(PAGE), self.plain).iter().try_for_each(|line| self.say(line))
    }

    /// A picture under its title, with what is to be known to read it.
    fn picture(&mut self, picture: &Picture) -> io::Result<()> {
        self.apart()?;
        self.line(&picture.title)?;
        match &picture.drawn {
            Drawn::Chart(chart) => self.chart(chart)?,
            Drawn::Heat(map) => self.table(&map.table())?,
        }
        if picture.note.is_empty() { Ok(()) } else { self.line(&picture.note) }
    }

    fn table(&mut self, table: &Table) -> io::Result<()> {
        let heads =
            table.shown().map(|(_, column)| Head { words: &column.heading, number: column.shown != Shown::Words });
        let headings: Vec<_> = heads.collect();
        let text = |cell: &Cell| cell.text.clone();
        let row =
            |row: &Row| table.shown().map(|(place, _)| row.cells.get(place).map(text).unwrap_or_default()).collect();
        let rows: Vec<Vec<String>> = table.rows.iter().map(row).collect();
        match self.room.filter(|room| !self.plain && table::is_stubs(&headings, &rows, *room)) {
            Some(room) => self.below(&headings, &rows, room),
            None => self.rows(&headings, rows),
        }
    }

    /// Rows for which there is no room: what each is of in a line, up to its title where it has a number, and the other cells
    /// below it, each after its heading.
    fn below(&mut self, headings: &[Head], rows: &[Vec<String>], room: usize) -> io::Result<()> {
        let of = headings.iter().position(|head| head.words.is_empty()).map_or(1, |number| number + 2);
        for row in rows {
            let (above, others) = row.split_at(of.min(row.len()));
            let above: Vec<_> = above.iter().filter(|cell| !cell.is_empty()).map(|cell| one_line(cell)).collect();
            wrapped(&above.join("  "), room).iter().try_for_each(|line| self.say(line))?;
            for (cell, head) in
                others.iter().zip(&headings[of.min(headings.len())..]).filter(|(cell, _)| !cell.is_empty())
            {
                let cell = one_line(cell);
                let told = if head.words.is_empty() { cell.into_owned() } else { format!("{}: {cell}", head.words) };
                wrapped(&told, room.saturating_sub(4)).iter().try_for_each(|line| self.say(&format!("    {line}")))?;
            }
        }
        Ok(())
    }

    /// Tiles as a table; where there is no room for one, two lines each.
    fn tiles(&mut self, tiles: &[Tile]) -> io::Result<()> {
        let table = tile::table(tiles);
        if self.plain || table.width() <= self.width {
            return self.table(&table);
        }
        for tile in tiles {
            self.say(&fit(&format!("{}  {}", tile.code, tile.title), self.width))?;
            wrapped(&tile.words(), self.width.saturating_sub(4))
                .iter()
                .try_for_each(|line| self.say(&format!("    {line}")))?;
        }
        Ok(())
    }

    /// Rows under headings; in plain sentences the first cell stands by itself, and each other one after its heading.
    fn rows(&mut self, headings: &[Head], rows: Vec<Vec<String>>) -> io::Result<()> {
        if !self.plain {
            return if rows.is_empty() { Ok(()) } else { table::write(self.out, headings, &rows, self.room) };
        }
        for row in rows {
            let mut cells = row.iter().zip(headings);
            let mut sentence = cells.next().map_or(String::new(), |(first, _)| one_line(first).into_owned());
            for (cell, heading) in cells.filter(|(cell, _)| !cell.is_empty()) {
                sentence.push_str(&format!(", {} {}", heading.words.to_lowercase(), one_line(cell)));
            }
            self.say(&sentence)?;
        }
        Ok(())
    }
}
