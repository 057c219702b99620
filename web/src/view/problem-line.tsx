import type { Problem } from '../model/errors';
import { Icon } from './icon';

/** What went wrong with the thing above, and its code. */
export function ProblemLine({ problem }: { problem: Problem }) {
  return (
    <p class="problem" role="alert" data-testid="error" data-code={problem.code}>
      <Icon name="warning" />
      <span>
        {problem.text} <code>{problem.code}</code>
      </span>
    </p>
  );
}
