import { render } from 'preact';
import { Application } from './control/application';
import './style/index.css';
import { Root } from './view/root';

const application = new Application(location.origin);
const page = document.getElementById('app');
if (page) {
  render(<Root application={application} />, page);
}
application.start();

// For tests and the curious: `?debug` lends the console this page's peer as `gossamer`.
if (new URLSearchParams(location.search).has('debug')) {
  void application.session.peer().then((peer) => Object.assign(window, { gossamer: peer }));
}
