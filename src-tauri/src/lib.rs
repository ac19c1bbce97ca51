//! The shell: window, commands, session.
