import { Icon } from './icon';

/** Stands in place of everything else where the browser offers neither keys nor storage. */
export function Insecure({ address }: { address: URL }) {
  const secure = new URL(address);
  secure.protocol = 'https:';
  return (
    <main class="insecure">
      <section class="card" aria-labelledby="insecure-title">
        <Icon name="lock" />
        <h2 id="insecure-title">This page needs a secure address</h2>
        <p data-testid="error" data-code="insecure-context">
          You opened <strong>{address.origin}</strong>. Over plain http, browsers withhold what a peer
          is made of: keys, storage and connections. <code>insecure-context</code>
        </p>
        <p>
          <a class="button primary" href={secure.href}>
            Open {secure.origin}
          </a>
        </p>
        <p class="muted">
          Nothing there? Whoever runs this master can start it with{' '}
          <code>./gossamer up --lan</code>, which serves https in the local network. On the same
          machine <code>http://localhost</code> works as well.
        </p>
      </section>
    </main>
  );
}
