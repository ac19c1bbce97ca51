//! Applies the migrations to a plain scratch database, against which the compiler checks every query.

use std::path::PathBuf;

use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-changed=build.rs");
    let scratch = PathBuf::from(std::env::var("OUT_DIR")?).join("scratch.db");
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", scratch.display()));
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut connection = SqliteConnectOptions::new().filename(&scratch).create_if_missing(true).connect().await?;
        sqlx::migrate::Migrator::new(std::path::Path::new("migrations")).await?.run(&mut connection).await?;
        sqlx::Connection::close(connection).await?;
        Ok::<(), Box<dyn std::error::Error>>(())
    })?;
    println!("cargo:rustc-env=DATABASE_URL=sqlite://{}", scratch.display());
    Ok(())
}
