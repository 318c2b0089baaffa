using System.Numerics.Tensors;
using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Models;

namespace Gmlm.Reproduce.Experiments.Controlled;

/// <summary>
/// What a trained network says of every position when it sees nothing but masks, q_i, against what is true, p. The loss of decoding so falls into what the method loses and what the
/// network has not learned:
/// <code>KL(p ‖ ∏ q_i) = TC(p) + Σ_i KL(p_i ‖ q_i)</code>
/// </summary>
/// <param name="Distance">The mean over positions of TV(p_i, q_i), the source's length given.</param>
/// <param name="DistanceError">Its standard error over sources.</param>
/// <param name="Loss">The mean over sources of KL(p ‖ ∏ q_i), in nats.</param>
/// <param name="LossError">Its standard error over sources.</param>
/// <param name="Correlation">The mean over sources of TC(p): the part of the loss that a perfect network has, too.</param>
internal sealed record OneStep(double Distance, double DistanceError, double Loss, double LossError, double Correlation)
{
    private const int Batch = 64;

    /// <summary>Asks a parallel model once about each source.</summary>
    /// <param name="model">On the controlled pair.</param>
    /// <param name="grammar">The pair.</param>
    /// <param name="items">Sources and lengths.</param>
    /// <param name="truth">p given the length: the pair's own, or a teacher's.</param>
    public static OneStep Measure(TranslationModel model, ControlledGrammar grammar, HeldOut[] items, Func<HeldOut, FixedLengthTranslations> truth)
    {
        var tokens = DecodingTokens.Of(grammar.Vocabulary);
        var input = model.Model.Config.Corruption.Input;
        List<(double Distance, int Positions, double Loss, double Correlation)> sources = [];
        foreach (var batch in items.OrderBy(item => item.Length).Chunk(Batch))
        {
            FixedLengthTranslations[] truths = [.. batch.Select(truth)];
            DecodingQuery[] queries = [.. truths.Select((p, i) => new DecodingQuery(i, tokens.Input(input, p.Length, new CandidateRandom(0)), [.. Enumerable.Range(0, p.Length)]))];
            sources.AddRange(model.Asking([.. batch.Select(item => item.Source)], network =>
            {
                (double, int, double, double)[] measured = [];
                network.Logits(queries, (logits, _) => measured = Judge(truths, logits, grammar.Vocabulary.Count));
                return measured;
            }));
        }

        var positions = sources.Sum(source => source.Positions);
        var (distance, loss) = (sources.Sum(source => source.Distance) / positions, sources.Average(source => source.Loss));
        return new OneStep(
            distance,
            Math.Sqrt(sources.Sum(source => Square(source.Distance - (distance * source.Positions)))) / positions,
            loss,
            Math.Sqrt(sources.Sum(source => Square(source.Loss - loss))) / sources.Count,
            sources.Average(source => source.Correlation));
    }

    private static (double, int, double, double)[] Judge(FixedLengthTranslations[] truths, ReadOnlySpan<float> logits, int width)
    {
        var measured = new (double, int, double, double)[truths.Length];
        for (var k = 0; k < truths.Length; k++)
        {
            var p = truths[k];
            var distance = 0.0;
            var crossEntropy = 0.0; // −Σ_i E_p[ln q_i(y_i)]
            for (var i = 0; i < p.Length; i++, logits = logits[width..])
            {
                var q = new float[width];
                TensorPrimitives.SoftMax(logits[..width], q);
                var shared = p.Marginals[i].Sum(cell => Math.Min(cell.Value, q[cell.Key]));
                distance += 1 - shared; // TV = 1 − Σ min(p, q)
                crossEntropy -= p.Marginals[i].Sum(cell => cell.Value * Math.Log(Math.Max(q[cell.Key], 1e-30)));
            }

            measured[k] = (distance, p.Length, crossEntropy - p.Entropy, p.TotalCorrelation);
        }

        return measured;
    }

    private static double Square(double x) => x * x;
}
