// A server of a test's own, with its own small invented network: it may be killed and started again.
//
// SOGLIA_PROGRAM names the program; without it, the debug build of this tree is taken.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const PROGRAM = process.env.SOGLIA_PROGRAM ?? fileURLToPath(new URL("../target/debug/soglia", import.meta.url));

/** A port that nobody listens on. */
async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((listening) => probe.once("listening", listening));
  const { port } = probe.address();
  await new Promise((closed) => probe.close(closed));
  return port;
}

export class OwnServer {
  /** Makes the network, starts the server, and names both to what the journeys read. */
  static async begin(people = 60) {
    const own = new OwnServer();
    own.home = await mkdtemp(path.join(tmpdir(), "soglia-own-"));
    own.port = await freePort();
    own.env = { ...process.env, SOGLIA_DATABASE: `sqlite:${own.home}/soglia.db`, SOGLIA_LISTEN: `127.0.0.1:${own.port}` };
    process.env.SOGLIA_SIGN_INS = `${own.home}/sign-ins.json`;
    await promisify(execFile)(PROGRAM, ["demo", "--people", String(people), "--sign-ins", process.env.SOGLIA_SIGN_INS], { env: own.env });
    await own.start();
    // Localhost, not 127.0.0.1: browsers accept secure cookies without TLS there.
    process.env.SOGLIA_URL = `http://localhost:${own.port}`;
    return own;
  }

  /** Starts the program, and waits until it answers. */
  async start() {
    this.program = spawn(PROGRAM, ["serve"], { env: this.env, stdio: "ignore" });
    for (let tries = 0; tries < 100; tries += 1) {
      const answer = await fetch(`http://127.0.0.1:${this.port}/status`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((later) => setTimeout(later, 100));
    }
    assert.fail("the server does not answer");
  }

  /** Kills it as a power cut would: without a word. */
  async kill() {
    const gone = new Promise((exit) => this.program.once("exit", exit));
    this.program.kill("SIGKILL");
    await gone;
  }

  async end() {
    await this.kill();
    await rm(this.home, { recursive: true, force: true });
  }
}
