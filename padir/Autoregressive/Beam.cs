using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;

namespace Gmlm.Padir.Autoregressive;

/// <summary>
/// One source's beam: at each step the B most probable continuations of its open hypotheses by a word become the open ones. The end, where
/// it is among the B most probable continuations, finishes a hypothesis. A finished one scores
/// <code>ln p / ((5 + length)/6)^α</code>
/// and, as ln p only falls and the penalty only grows, an open one cannot score more in the end than ln p so far / ((5 + longest)/6)^α.
/// Hypotheses that can no longer beat the best finished one are closed; without open ones the source is done. So nothing is lost by
/// stopping.
/// </summary>
internal sealed class Beam(AutoregressiveOptions options, T5Config config)
{
    private List<Hypothesis> _open = [new(null, config.StartId, 0, 0)];
    private DecodedTarget? _best;
    private int _length;

    /// <summary>Up to B, the most probable first; none when done.</summary>
    public IReadOnlyList<Hypothesis> Open => _open;

    /// <summary>The best finished hypothesis; where none has finished, the most probable one, cut at the length limit.</summary>
    public DecodedTarget Best => _best!;

    /// <summary>One word further.</summary>
    /// <param name="logits">Of all rows of the batch.</param>
    /// <param name="firstRow">Where this beam's begin.</param>
    /// <param name="top">Working memory: room for 2·B continuations, so that B remain if B of them are ends.</param>
    public void Advance(HostLogits logits, int firstRow, TopContinuations top)
    {
        for (var row = 0; row < _open.Count; row++)
        {
            top.Offer(row, _open[row].LogProbability, logits[firstRow + row]);
        }

        var likeliest = top.Take();
        foreach (var end in likeliest.Take(options.BeamWidth).Where(item => item.Token == config.EosId))
        {
            Finish(_open[end.Row], end.LogProbability);
        }

        if (_length == options.MaxLength)
        {
            _best ??= Target(_open[0], _open[0].LogProbability, finished: false);
            _open = [];
            return;
        }

        _length++;
        var words = likeliest.Where(item => item.Token != config.EosId).Take(options.BeamWidth);
        _open = [.. words.Where(CanWin).Select(item => new Hypothesis(_open[item.Row], item.Token, item.LogProbability, item.Row))];
    }

    private void Finish(Hypothesis hypothesis, double logProbability)
    {
        var target = Target(hypothesis, logProbability, finished: true);
        _best = _best is null || target.Score > _best.Score ? target : _best;
    }

    private DecodedTarget Target(Hypothesis hypothesis, double logProbability, bool finished) =>
        new(hypothesis.Words(), finished, logProbability, logProbability / BrevityPenalty.Of(_length, options.BrevityAlpha));

    private bool CanWin(Continuation continuation) =>
        _best is null || continuation.LogProbability / BrevityPenalty.Of(options.MaxLength, options.BrevityAlpha) > _best.Score;
}
