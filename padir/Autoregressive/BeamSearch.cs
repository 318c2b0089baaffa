using Gmlm.Padir.T5;

namespace Gmlm.Padir.Autoregressive;

/// <summary>
/// Beam search over a batch. Each source has a <see cref="Beam"/> of B rows, which leave the batch when the source is done.
/// </summary>
internal static class BeamSearch
{
    /// <summary>Returns one target for each source of the model.</summary>
    /// <param name="model">The model, with B rows for each source.</param>
    /// <param name="longest">The longest target of each source, in words.</param>
    /// <param name="options">Beam width and length normalisation.</param>
    /// <param name="config">The network's configuration.</param>
    public static IReadOnlyList<DecodedTarget> Decode(
        IStepModel model, IReadOnlyList<int> longest, AutoregressiveOptions options, T5Config config)
    {
        var width = options.BeamWidth;
        Beam[] beams = [.. longest.Select(most => new Beam(options with { MaxLength = most }, config))];
        var batch = beams;
        var top = new TopContinuations(2 * width);
        long[] ids = [.. Enumerable.Repeat((long)config.StartId, longest.Count * width)];
        while (true)
        {
            Advance(model, ids, batch, top);
            long[] kept = [.. Enumerable.Range(0, batch.Length).Where(i => batch[i].Open.Count > 0).Select(i => (long)i)];
            if (kept.Length == 0)
            {
                return [.. beams.Select(beam => beam.Best)];
            }

            // A beam with fewer hypotheses than rows repeats its first one; the logits of the repeated rows are not read.
            Hypothesis[] hypotheses =
            [
                .. kept.SelectMany(i => Enumerable.Range(0, width).Select(row => batch[i].Open[row < batch[i].Open.Count ? row : 0])),
            ];
            long[] rows = [.. hypotheses.Select((hypothesis, row) => (kept[row / width] * width) + hypothesis.Row)];
            if (!rows.SequenceEqual(Enumerable.Range(0, ids.Length).Select(row => (long)row)))
            {
                model.Select(rows, kept.Length < batch.Length ? kept : null);
            }

            ids = [.. hypotheses.Select(hypothesis => (long)hypothesis.Token)];
            batch = [.. kept.Select(i => batch[i])];
        }
    }

    private static void Advance(IStepModel model, long[] ids, Beam[] batch, TopContinuations top)
    {
        using var logits = model.Next(ids);
        using var host = new HostLogits(logits);
        for (var i = 0; i < batch.Length; i++)
        {
            batch[i].Advance(host, i * (ids.Length / batch.Length), top);
        }
    }
}
