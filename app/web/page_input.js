// The person's mouse, fingers, keyboard and clipboard. Part of poolwalk.html, behind page.js.
(() => {
    const { canvas, typed } = page;
    const left = 0, right = 1, middle = 2;  // as the program counts buttons
    const buttons = [left, middle, right];  // as a browser does
    const at = event => _page_pointer(event.clientX * page.ratio, event.clientY * page.ratio);
    const press = button => { _page_button(button, 1); _page_button(button, 0); };

    function listenToMouse() {
        canvas.addEventListener('mousedown', event => {
            at(event);
            _page_button(buttons[event.button] ?? -1, 1);
            event.preventDefault();  // the field keeps the keyboard
            typed.focus({ preventScroll: true });
        });
        window.addEventListener('mouseup', event => { at(event); _page_button(buttons[event.button] ?? -1, 0); });
        window.addEventListener('mousemove', at);
        document.addEventListener('mouseleave', event => { if (!event.buttons) _page_pointer_left(); });
        canvas.addEventListener('contextmenu', event => event.preventDefault());
        canvas.addEventListener('wheel', event => {
            const unit = [100, 3, 1][event.deltaMode];  // pixels, lines or pages that make a step
            at(event);
            _page_wheel(-event.deltaY / unit);
            event.preventDefault();
        }, { passive: false });
    }

    // A tap clicks, a drag drags, a finger held down opens the menu; two fingers move and stretch the picture.
    function listenToTouch() {
        const slop = 8, longMs = 500, stepOfPinch = Math.log(1.1);
        let begin = null, isDragging = false, held = 0, pair = null;
        const pairOf = touches => {
            const [a, b] = touches;
            return { clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2,
                     apart: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) };
        };
        const far = touch => Math.hypot(touch.clientX - begin.clientX, touch.clientY - begin.clientY) > slop;
        const end = () => {
            clearTimeout(held);
            if (isDragging) _page_button(left, 0);
            if (pair) _page_button(middle, 0);
            begin = pair = null;
            isDragging = false;
        };
        canvas.addEventListener('touchstart', event => {
            event.preventDefault();
            end();
            if (event.touches.length === 2) {
                at(pair = pairOf(event.touches));
                _page_button(middle, 1);
            } else if (event.touches.length === 1) {
                const [{ clientX, clientY }] = event.touches;
                at(begin = { clientX, clientY });
                held = setTimeout(() => { begin = null; press(right); }, longMs);
            }
        }, { passive: false });
        canvas.addEventListener('touchmove', event => {
            event.preventDefault();
            if (pair && event.touches.length === 2) {
                const now = pairOf(event.touches);
                at(now);
                _page_wheel(Math.log(now.apart / pair.apart) / stepOfPinch);
                pair = now;
            } else if (begin && (isDragging || far(event.touches[0]))) {
                clearTimeout(held);
                if (!isDragging) _page_button(left, 1);
                isDragging = true;
                at(event.touches[0]);
            }
        }, { passive: false });
        canvas.addEventListener('touchend', event => {
            event.preventDefault();
            if (begin && !isDragging) press(left);
            end();
        }, { passive: false });
        canvas.addEventListener('touchcancel', end);
    }

    // Shortcuts come as keys, text as what the field has taken in: by dead keys, an input method, a touched keyboard.
    function listenToKeys() {
        const held = event => (command(event) ? 1 : 0) + (event.shiftKey ? 2 : 0) + (event.altKey ? 4 : 0);
        const key = (event, stroke) => Module.ccall('page_key', 'number', ['string', 'string', 'number', 'number'],
            [event.code, event.key, held(event), stroke]);
        const command = event => event.ctrlKey || event.metaKey;
        const typesText = event => event.key.length === 1 && (!command(event) || event.getModifierState('AltGraph'));
        const isBrowsers = event => ['F5', 'F12'].includes(event.code) || command(event) &&
            ['KeyT', 'KeyW', 'KeyN', 'KeyR', 'KeyV'].includes(event.code);
        window.addEventListener('keydown', event => {
            if (event.isComposing || isBrowsers(event)) return;
            const isUsed = key(event, event.repeat ? 1 : 0);
            if (isUsed && !typesText(event)) event.preventDefault();
        });
        window.addEventListener('keyup', event => { if (!event.isComposing) key(event, 2); });
        const take = () => {
            for (const letter of typed.value) _page_letter(letter.codePointAt(0));
            typed.value = '';
        };
        typed.addEventListener('input', event => { if (!event.isComposing) take(); });
        typed.addEventListener('compositionend', take);
    }

    function listenToTheRest() {
        window.addEventListener('paste', event => {
            event.preventDefault();
            Module.ccall('page_paste', null, ['string'], [event.clipboardData.getData('text/plain')]);
        });
        window.addEventListener('dragover', event => event.preventDefault());
        window.addEventListener('drop', event => {
            event.preventDefault();
            for (const file of event.dataTransfer.files) page.take(file);
        });
        window.addEventListener('focus', () => _page_focus(1));
        window.addEventListener('blur', () => _page_focus(0));
        window.addEventListener('resize', () => _page_refresh());
        window.addEventListener('hashchange', () => {
            if (location.hash.startsWith('#s=')) Module.ccall('page_open', null, ['string'], [location.hash]);
        });
        window.addEventListener('beforeunload', event => {
            if (!page.isLeaving && _page_has_unsaved()) event.preventDefault();
        });
        document.addEventListener('visibilitychange', () => { if (document.hidden) page.keepNow(); });
        canvas.addEventListener('webglcontextlost', () => {
            const link = Module.ccall('page_link', 'string', [], []);
            if (link) sessionStorage.setItem('poolwalk-return', link);
            page.isLeaving = true;
            location.reload();
        });
    }

    Module.onRuntimeInitialized = () => {
        listenToMouse();
        listenToTouch();
        listenToKeys();
        listenToTheRest();
        if (!matchMedia('(pointer: coarse)').matches) typed.focus({ preventScroll: true });
    };
})();
