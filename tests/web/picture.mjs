// node picture.mjs PAGE PICTURE: the whole screen, with the page in Firefox, from a web server, at a step backward.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Firefox } from './firefox.mjs';
import { Person } from './person.mjs';

const [page, picture] = process.argv.slice(2);
const server = createServer((_, answer) => {
    answer.setHeader('Content-Type', 'text/html');
    answer.end(readFileSync(page));
});
await new Promise(listening => server.listen(0, 'localhost', listening));
const address = `http://localhost:${server.address().port}/poolwalk.html?example=overlap`;
const person = await Person.start(Firefox, { width: 1200, height: 700 });
await person.open(address);
await person.press('End');
await person.until('the last step, at rest', state => state.done === state.steps && !state.moving);
await person.click('dX(2,2)');
await person.until('a pinned cell, at rest', state => state.pinned && !state.frames_due);
execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'x11grab', '-video_size', '1200x800', '-i', process.env.DISPLAY,
    '-frames:v', '1', picture]);
await person.leave();
server.close();
