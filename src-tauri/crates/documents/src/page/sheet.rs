//! Paper and the part of it that content may use.

/// Millimetres to points.
pub(crate) const fn mm(value: f32) -> f32 {
    value * 72.0 / 25.4
}

/// Margin at the sides.
const MARGIN: f32 = mm(20.0);

/// One sheet of A4; content stays between the four edges.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sheet {
    pub width: f32,
    pub height: f32,
    pub left: f32,
    pub right: f32,
    pub top: f32,
    pub bottom: f32,
}

impl Sheet {
    /// A4 upright.
    pub(crate) const fn portrait() -> Self {
        Self::of(mm(210.0), mm(297.0))
    }

    /// A4 on its side.
    pub(crate) const fn landscape() -> Self {
        Self::of(mm(297.0), mm(210.0))
    }

    const fn of(width: f32, height: f32) -> Self {
        Self { width, height, left: MARGIN, right: width - MARGIN, top: MARGIN, bottom: height - MARGIN }
    }

    /// The same with other margins at the sides.
    pub(crate) const fn margins(self, margin: f32) -> Self {
        Self { left: margin, right: self.width - margin, ..self }
    }

    /// Width that content may use.
    pub(crate) fn measure(&self) -> f32 {
        self.right - self.left
    }

    /// Height that content may use.
    pub(crate) fn depth(&self) -> f32 {
        self.bottom - self.top
    }
}
