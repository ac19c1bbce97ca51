//! What is on the glass: the page, or a plain cover in its place. The session says which, the window does it.

/// What the cover says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Face {
    /// Hidden with F8, and shown again with it; by whom, where somebody is at the desk.
    Hidden {
        /// Their first name.
        name: Option<String>,
    },
    /// The desk locks, or has locked and the unlock screen is on its way.
    Locked,
    /// The page's process dies again and again.
    Broken,
}

/// The window, as the session works it. No call waits for the page, which may hang or be gone.
pub trait Glass: Send + Sync {
    /// Takes the page out of sight, and with `Face::Locked` ends every dialog that is open.
    fn cover(&self, face: Face);

    /// Shows the page again.
    fn uncover(&self);

    /// Asks the page to hand over what was typed and is not kept yet.
    fn ask_to_keep(&self);

    /// Ends the page's process with everything in its memory, and begins a new one at the first screen.
    fn renew(&self);

    /// Tells the page that the desk will lock at a time of day, HH:MM.
    fn say_day_ends(&self, time: String);
}
