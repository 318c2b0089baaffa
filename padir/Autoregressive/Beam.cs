using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;

namespace Gmlm.Padir.Autoregressive;

/// <summary>
/// The beam of one source. At each step the B most probable continuations by a word become the open hypotheses, and an end token among the
/// B most probable continuations finishes a hypothesis. A finished hypothesis scores
/// <code>ln p / ((5 + length)/6)^α</code>
/// Since ln p only falls and the divisor only grows, an open hypothesis cannot end above ln p so far / ((5 + longest)/6)^α. Open
/// hypotheses whose bound is below the best finished score are closed, and the source is done when none is open. Stopping then loses no
/// better hypothesis.
/// </summary>
internal sealed class Beam(AutoregressiveOptions options, T5Config config)
{
    private List<Hypothesis> _open = [new(null, config.StartId, 0, 0)];
    private DecodedTarget? _best;
    private int _length;

    /// <summary>The open hypotheses, at most B, the most probable first; none when the source is done.</summary>
    public IReadOnlyList<Hypothesis> Open => _open;

    /// <summary>The best finished hypothesis; where none has finished, the most probable one, cut at the length limit.</summary>
    public DecodedTarget Best => _best!;

    /// <summary>Extends the open hypotheses by one word.</summary>
    /// <param name="logits">The logits of all rows of the batch.</param>
    /// <param name="firstRow">This beam's first row in the batch.</param>
    /// <param name="top">Working memory for 2·B continuations, so that B remain if B of them are end tokens.</param>
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
        new(hypothesis.Words(), finished, logProbability, logProbability / LengthNormalisation.Of(_length, options.LengthAlpha));

    private bool CanWin(Continuation continuation) =>
        _best is null || continuation.LogProbability / LengthNormalisation.Of(options.MaxLength, options.LengthAlpha) > _best.Score;
}
