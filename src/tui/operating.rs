//! Operations on the screen: why they can't be used, what a key begins, what is said once they are done. The app knows none
//! of them.

use crate::domain::spelling::counted;
use crate::report::printer::PRINTER;
use crate::store::output::Folder;
use crate::store::{Error, Outcome, Proposal};
use crate::workflow::operation::{About, Circle, Given, Next, Opens, Operation, Said, Scene, Subject, Why};

use super::app::App;
use super::command::Doing;
use super::desk::Desk;
use super::effect::{Effect, Effects, Notice, Submission};
use super::layer::Screen;
use super::screens::commands::offering;
use super::screens::registrar;

/// What is said where something is not there any more.
pub const GONE: &str = "It is not there any more";

impl<'a> Desk<'a> {
    /// What stands around an operation.
    pub fn circle(&self) -> Circle<'a> {
        let author = self.acting.author.as_ref().map_err(String::as_str);
        Circle { view: self.view(), ambient: self.store.ambient(), author, printer: &PRINTER }
    }

    /// The scene of a subject; `None` where that is not there any more.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn scene(&self, subject: Subject) -> Result<Option<Scene<'a>>, Error> {
        Scene::of(self.circle(), subject)
    }
}

/// A reason as the screens spell it: what comes first is named by its key.
pub fn spelled(why: &Why) -> String {
    let first = why.first.and_then(|(operation, does)| Some(format!("{} {does}", called(operation)?)));
    first.map_or_else(|| why.words.clone(), |first| format!("{}; {first}", why.words))
}

/// What an operation is called on the screen: by its key, or where it has none, by where it stands.
fn called(operation: &'static Operation) -> Option<String> {
    let named = || {
        let (way, register) = (operation.ways.first()?, operation.register?);
        Some(format!("“{}” among the commands (:) of the {}", way.name, register.plural))
    };
    key(operation).map(str::to_owned).or_else(named)
}

fn key(operation: &'static Operation) -> Option<&'static str> {
    let mut ways = (0..operation.ways.len()).map(|way| Doing::Operation(operation, way).key());
    ways.find(|key| !key.is_empty()).or_else(|| Some(Doing::Command(offering(operation)?).key()))
}

impl App {
    fn scene(&self, operation: &Operation, subject: Subject) -> Result<Option<Scene<'_>>, Error> {
        let scene = match operation.about {
            About::Records => {
                let selected = self.top().map(Screen::subjects).unwrap_or_default().into_iter().cloned();
                Some(Scene::over(self.desk().circle(), selected.collect())?)
            }
            _ => self.desk().scene(subject)?,
        };
        Ok(scene.map(|scene| scene.with(self.top().and_then(Screen::lends))))
    }

    /// Why something can't be done now.
    pub(super) fn why_not(&self, does: Doing) -> Option<String> {
        match does {
            Doing::Command(command) => self.unavailable(command),
            Doing::Place(_) => None,
            Doing::Operation(operation, way) => {
                let subject = match self.top().map(|screen| screen.subject(operation)) {
                    Some(Ok(subject)) => subject,
                    Some(Err(why)) => return Some(why),
                    None => return None,
                };
                self.why_not_on(operation, Some(way), subject)
            }
        }
    }

    fn why_not_on(&self, operation: &'static Operation, way: Option<usize>, subject: Subject) -> Option<String> {
        if let Some(why) = self.desk().why_not_write() {
            return Some(why);
        }
        let why = match self.scene(operation, subject) {
            Ok(Some(scene)) => operation.why_not(&scene, way),
            Ok(None) => return Some(GONE.to_owned()),
            Err(error) => Err(error),
        };
        match why {
            Ok(why) => why.as_ref().map(spelled),
            Err(error) => Some(error.to_string()),
        }
    }

    /// Looks at what the topmost screen offers. It reads the file: once an event, and never while drawing.
    pub(super) fn look_at_offers(&mut self) {
        let offers = self.top().map(Screen::offers).unwrap_or_default();
        self.offered = offers.into_iter().map(|does| (does, self.why_not(does).is_none())).collect();
    }

    /// Begins an operation of the topmost screen, or says why it can't be done now.
    pub(super) fn operate(&mut self, operation: &'static Operation, way: usize) {
        match self.top().map(|screen| screen.subject(operation)) {
            Some(Ok(subject)) => self.operate_on(operation, way, subject),
            Some(Err(why)) => self.say(Notice::watch(why)),
            None => {}
        }
    }

    /// Begins an operation, done to this, or says why it can't be done now.
    pub(super) fn operate_on(&mut self, operation: &'static Operation, way: usize, subject: Subject) {
        if let Some(why) = self.why_not_on(operation, Some(way), subject) {
            return self.say(Notice::watch(why));
        }
        let asks = self.top().map_or(Ok(None), |screen| screen.asks(operation, way, subject, &self.desk()));
        match asks {
            Ok(Some(effects)) => return self.carry_out(effects),
            Ok(None) => {}
            Err(error) => return self.failed(error),
        }
        let begins = self.layers.pop().map_or(Ok(()), |mut layer| {
            let begins = layer.begins(operation, &self.desk());
            self.layers.push(layer);
            begins
        });
        match begins.and_then(|()| self.begun(operation, way, subject)) {
            Ok(effects) => self.carry_out(effects),
            Err(error) => self.failed(error),
        }
    }

    /// Does an operation to this with what was said, or says why it can't be done now.
    pub(super) fn operate_with(&mut self, operation: &'static Operation, subject: Subject, said: Vec<Given>) {
        if let Some(why) = self.why_not_on(operation, None, subject) {
            return self.say(Notice::watch(why));
        }
        match self.proposed(operation, None, subject, Said::of(said)) {
            Ok(effects) => self.carry_out(effects),
            Err(error) => self.failed(error),
        }
    }

    fn begun(&mut self, operation: &'static Operation, way: usize, subject: Subject) -> Result<Effects, Error> {
        let Some(scene) = self.scene(operation, subject)? else { return Ok(Notice::watch(GONE).into()) };
        let asks = match operation.ways.get(way).map_or(Opens::Always, |way| way.opens) {
            Opens::Always => Ok(true),
            Opens::Never => Ok(false),
            Opens::If(asks) => asks(&scene),
            Opens::Choice => return registrar::choice(operation, way, subject, &self.desk()),
        };
        match (asks, operation.leads) {
            (Ok(true), Some(leads)) => match leads(&scene) {
                Ok(leads) => registrar::lead(leads, &self.desk()),
                Err(trouble) => Ok(Notice::watch(spelled(&trouble.why()?)).into()),
            },
            (Ok(true), None) => registrar::ask(operation, way, subject, &self.desk()),
            (Ok(false), _) if operation.previews.is_some() => Ok(registrar::agree(operation, subject, &self.desk())),
            (Ok(false), _) => self.proposed(operation, Some(way), subject, Said::default()),
            (Err(trouble), _) => Ok(Notice::watch(spelled(&trouble.why()?)).into()),
        }
    }

    fn proposed(
        &mut self,
        operation: &'static Operation,
        way: Option<usize>,
        subject: Subject,
        said: Said,
    ) -> Result<Effects, Error> {
        let Some(scene) = self.scene(operation, subject)? else { return Ok(Notice::watch(GONE).into()) };
        match operation.proposal(&scene, way, said) {
            Ok(proposal) if proposal.acts.is_empty() => {
                let says =
                    operation.nothing.map_or(Ok("It holds that already".to_owned()), |nothing| nothing(&scene))?;
                let says = Notice::plain(says);
                let Some(mut layer) = self.layers.pop() else { return Ok(says.into()) };
                let follows = layer.did(operation, false, &self.desk());
                self.layers.push(layer);
                let mut effects = follows?;
                effects.push(Effect::Notify(says));
                Ok(effects)
            }
            Ok(proposal) => {
                if let Some(why) = self.cannot_write(&proposal) {
                    return Ok(Notice::bad(why).into());
                }
                let does = Some((operation, subject));
                let again = way.filter(|_| operation.rewrites);
                Ok(vec![Effect::Submit(Box::new(Submission { does, again, ..Submission::of(proposal) }))])
            }
            Err(trouble) => Ok(Notice::watch(spelled(&trouble.why()?)).into()),
        }
    }

    /// Why what goes out with a proposal can't be written beside this file: it is not put on record then.
    fn cannot_write(&self, proposal: &Proposal) -> Option<String> {
        let names = proposal.beside.iter().map(|(name, _)| name);
        Folder::of(self.store.path()).has_room_for(names).err().map(|error| error.to_string())
    }

    /// Writes beside this file what goes out with what was put on record, and says which files.
    pub(super) fn write_files(&self, outcome: &Outcome) -> Result<Option<String>, Error> {
        let files = outcome.beside.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>();
        let Some((first, _)) = files.first() else { return Ok(None) };
        Folder::of(self.store.path()).keep(&files)?;
        Ok(Some(format!("wrote {} beside this file, first {first}", counted(files.len(), "file", "files"))))
    }

    /// What is said of an operation that was written, and where it leads; the journal's own words where it says nothing.
    pub(super) fn told_of(
        &self,
        operation: &'static Operation,
        subject: Subject,
        outcome: &Outcome,
    ) -> Result<(Option<String>, Effects), Error> {
        let Some(scene) = self.desk().scene(subject)? else { return Ok((None, Effects::new())) };
        let says = operation.says(&scene, outcome)?;
        let mut told = says.in_place().unwrap_or_else(|| {
            let what = says.brief.clone().unwrap_or_else(|| self.what_happened(outcome.head.sequence));
            std::iter::once(what).chain(says.lines.iter().cloned()).collect::<Vec<_>>().join(" · ")
        });
        for Next { operation, does, .. } in &says.next {
            if let Some(key) = key(operation) {
                told.push_str(&format!("; {key} {does}"));
            }
        }
        let shows = says.shows.map(|record| Effect::Visit(super::destination::Destination::Whole(record.id)));
        Ok((Some(told), shows.into_iter().collect()))
    }
}
