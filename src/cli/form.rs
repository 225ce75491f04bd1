//! In which form something is written out, on which paper, and whether to the terminal or into a new file.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, ArgMatches};

use crate::domain::paper::Paper;
use crate::domain::visible::visible;
use crate::report::form::Form;
use crate::report::pdf::added as font;
use crate::store::output::NewFile;
use crate::store::source::Source;

use super::context::Context;
use super::failure::Failure;
use super::files::{input, new_file, output};

/// Under which the form, the paper, the font and the new file are kept.
pub const FORM: &str = "format";
pub const PAPER: &str = "paper";
pub const FONT: &str = "font";
pub const OUTPUT: &str = "output";

/// The form, the paper, the font and the new file; the form that it has where none is said stands in the help.
pub fn options(otherwise: Form) -> [Arg; 4] {
    let value = |form: Form| PossibleValue::new(form.name()).aliases(form.also());
    let form = PossibleValuesParser::new(Form::ALL.map(value));
    let paper = PossibleValuesParser::new(Paper::ALL.iter().map(|paper| paper.key()));
    [
        Arg::new(FORM)
            .long(FORM)
            .value_name("FORM")
            .value_parser(form.try_map(|name| Form::named(&name).ok_or("no form is called so")))
            .help(format!("The form [default: that of the ending of FILE, else {}]", otherwise.name())),
        Arg::new(PAPER)
            .long(PAPER)
            .value_name("SIZE")
            .value_parser(paper.try_map(|name| Paper::named(&name).ok_or("no paper is called so")))
            .help("The paper of a document with pages [default: that of the organisation, else a4]"),
        input(FONT)
            .long(FONT)
            .help("A font for what a PDF's own lack, of Chinese, Japanese or Korean [default: $GAVEL_FONT]"),
        output(OUTPUT).long(OUTPUT).short('o').help("Writes it to a new file in place of the terminal"),
    ]
}

/// How something is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'g> {
    pub form: Form,
    pub paper: Option<Paper>,
    pub file: Option<&'g NewFile>,
}

impl<'g> Wanted<'g> {
    /// What was asked for; a form may have a flag of its own. What can't be written there is refused before it is compiled.
    pub fn of(
        given: &'g ArgMatches,
        flagged: Option<Form>,
        otherwise: Form,
        context: &Context,
    ) -> Result<Self, Failure> {
        let file = new_file(given, OUTPUT)?;
        let named = flagged.or(given.get_one::<Form>(FORM).copied());
        let form = match file {
            Some(file) => by_ending(file, named)?.unwrap_or(otherwise),
            None => named.unwrap_or(otherwise),
        };
        if file.is_none() && form.is_binary() && context.world.width.is_some() {
            return Err(Failure::Usage(format!(
                "{} is nothing that a terminal shows: add -o FILE.{}",
                form.name().to_uppercase(),
                form.ending()
            )));
        }
        let paper = given.get_one::<Paper>(PAPER).copied();
        if let Some(paper) = paper.filter(|_| !form.is_paged()) {
            let paged: Vec<_> = Form::ALL.into_iter().filter(|form| form.is_paged()).map(Form::name).collect();
            return Err(Failure::Usage(format!(
                "--paper {} is for what has pages: --format {}",
                paper.key(),
                paged.join(" or ")
            )));
        }
        if let Some(font) = given.get_one::<Source>(FONT) {
            if form != Form::Pdf {
                return Err(Failure::Usage("--font FILE is for what is written as PDF: --format pdf".to_owned()));
            }
            font::name(font.path().to_owned());
        }
        Ok(Self { form, paper, file })
    }

    /// Writes bytes to the terminal, or into the new file that is named.
    pub fn put(self, bytes: &[u8], context: &mut Context) -> Result<(), Failure> {
        let Some(file) = self.file else {
            if context.world.width.is_none() {
                // What goes on through a pipe has the hash that is on record.
                return Ok(context.world.out.write_all(bytes)?);
            }
            // Frozen bytes may be older than this program; what a terminal would obey does not reach it.
            let text = String::from_utf8_lossy(bytes);
            return Ok(write!(context.world.out, "{}", visible(&text))?);
        };
        file.write(bytes)?;
        context.say(&format!("Wrote {}", file.path().display()))
    }
}

/// The form of a new file: the one that is named, or that of its ending, which must not be that of another one.
fn by_ending(file: &NewFile, named: Option<Form>) -> Result<Option<Form>, Failure> {
    let Some(ending) = file.path().extension().map(|ending| ending.to_string_lossy()) else { return Ok(named) };
    let told = file.path().display();
    match (named, Form::of_ending(&ending)) {
        (Some(named), Some(of_ending)) if !named.may_end(&ending) => Err(Failure::Usage(format!(
            "{told} ends like {}, and {} is asked for: name it FILE.{}, or ask for {}",
            of_ending.name(),
            named.name(),
            named.ending(),
            of_ending.name(),
        ))),
        (None, None) => {
            let endings: Vec<_> = Form::endings().into_iter().map(|one| format!(".{one}")).collect();
            let (last, others) = endings.split_last().map_or(("", &[][..]), |(last, others)| (last.as_str(), others));
            Err(Failure::Usage(format!(
                "The ending of {told} names no form: {} and {last} do; or say it with --format",
                others.join(", ")
            )))
        }
        (named, of_ending) => Ok(named.or(of_ending)),
    }
}
