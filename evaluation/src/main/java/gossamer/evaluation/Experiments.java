package gossamer.evaluation;

import gossamer.evaluation.channel.ChannelExperiment;
import gossamer.evaluation.channel.GoodputExperiment;
import gossamer.evaluation.experiment.Experiment;
import gossamer.evaluation.join.JoinExperiment;
import gossamer.evaluation.join.SealingExperiment;
import gossamer.evaluation.masterless.MasterlessExperiment;
import gossamer.evaluation.nat.NatExperiment;
import gossamer.evaluation.overlay.OverlayExperiment;
import gossamer.evaluation.own.IdleConnections;
import gossamer.evaluation.turn.TurnExperiment;
import java.util.List;

/** The experiments there are. */
public final class Experiments {
  private Experiments() {}

  /** In the order in which they are listed. */
  public static List<Experiment> all() {
    return List.of(
        new JoinExperiment(),
        new SealingExperiment(),
        new ChannelExperiment(),
        new GoodputExperiment(),
        new IdleConnections(),
        new NatExperiment(),
        new TurnExperiment(),
        new OverlayExperiment(),
        new MasterlessExperiment());
  }
}
