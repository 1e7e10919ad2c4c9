import { render } from 'preact';
import { App } from './app/app.tsx';
import { followLinks } from './app/location.ts';
import { applyTheme } from './app/theme.ts';
import './style/theme.css';
import './style/base.css';
import './style/shell.css';
import './style/parts.css';
import './style/fields.css';
import './style/events.css';
import './style/person.css';

applyTheme();
followLinks();
const place = document.getElementById('app');
if (place) render(<App />, place);
