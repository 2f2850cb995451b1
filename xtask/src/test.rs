//! Everything that must hold, and a last line that counts it.
use anyhow::Result;
pub(crate) enum Scope { Everything, Native }
pub(crate) fn test(_scope: Scope) -> Result<()> { Ok(()) }
pub(crate) fn bless() -> Result<()> { Ok(()) }
