// Debian's Chromium, driven by its own protocol over two pipes, so that nothing but Chromium and Node is needed.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const flags = ['--headless=new', '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader',
    '--ignore-gpu-blocklist', '--remote-debugging-pipe', '--no-first-run', '--no-default-browser-check',
    '--disable-renderer-backgrounding', '--disable-backgrounding-occluded-windows',
    '--disable-background-timer-throttling', '--disable-background-networking', '--disable-component-update', '--disable-dev-shm-usage', 'about:blank'];

export class Chromium {
    constructor(program = '/usr/bin/chromium') {
        this.folder = mkdtempSync(join(tmpdir(), 'poolwalk-chromium-'));
        this.process = spawn(program, ['--user-data-dir=' + this.folder, ...flags],
            { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
        this.waiting = new Map();
        this.listeners = [];
        this.count = 0;
        let held = '';
        this.process.stdio[4].setEncoding('utf8');
        this.process.stdio[4].on('data', text => {
            const parts = (held + text).split('\0');
            held = parts.pop();
            for (const part of parts) this.take(JSON.parse(part));
        });
        this.process.on('error', error => this.end(error));
        this.process.on('exit', code => this.end(new Error(`Chromium has ended (${code})`)));
    }
    end(error) {
        this.ended = error;
        for (const { fail } of this.waiting.values()) fail(error);
        this.waiting.clear();
    }
    take(message) {
        const asked = this.waiting.get(message.id);
        this.waiting.delete(message.id);
        if (asked && message.error) asked.fail(new Error(`${asked.method}: ${message.error.message}`));
        else if (asked) asked.done(message.result);
        else for (const listen of this.listeners) listen(message);
    }
    send(method, params = {}, sessionId = undefined) {
        return new Promise((done, fail) => {
            if (this.ended) return fail(this.ended);
            const id = ++this.count;
            this.waiting.set(id, { method, done, fail });
            this.process.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + '\0');
        });
    }
    // A tab; its send() is the tab's.
    async tab() {
        const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' });
        const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
        const send = (method, params) => this.send(method, params, sessionId);
        const on = listen => this.listeners.push(message => {
            if (message.sessionId === sessionId) listen(message.method, message.params);
        });
        return { send, on };
    }
    async close() {
        const ended = new Promise(done => this.process.once('exit', done));
        await this.send('Browser.close').catch(() => {});
        await ended;
        rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
    }
}
