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

    /// <summary>Asks a trained model once about each source.</summary>
    /// <param name="model">On the controlled pair.</param>
    /// <param name="grammar">The pair.</param>
    /// <param name="items">Sources, and p given source and length: the pair's own, or a teacher's.</param>
    public static OneStep Measure(TranslationModel model, ControlledGrammar grammar, HeldOut[] items) =>
        Measure(grammar, items, model.Model.Config.Corruption.Input, (batch, ask) => model.Asking([.. batch.Select(item => item.Source)], network => ask(network)));

    /// <summary>Asks the perfect network.</summary>
    public static OneStep Measure(ControlledGrammar grammar, HeldOut[] items) =>
        Measure(grammar, items, InputScheme.Mask, (batch, ask) => ask(new IdealDecodingModel(grammar, [.. batch.Select(item => item.Source)])));

    private static OneStep Measure(ControlledGrammar grammar, HeldOut[] items, InputScheme input, Func<HeldOut[], Func<IDecodingModel, Source[]>, Source[]> asking)
    {
        var tokens = DecodingTokens.Of(grammar.Vocabulary);
        Source[] sources = [.. items.OrderBy(item => item.Length).Chunk(Batch).SelectMany(batch => asking(batch, network =>
        {
            DecodingQuery[] queries = [.. batch.Select((item, i) => new DecodingQuery(i, tokens.Input(input, item.Length, new CandidateRandom(0)), [.. Enumerable.Range(0, item.Length)]))];
            Source[] judged = [];
            network.Logits(queries, (logits, _) => judged = Judge(batch, logits, grammar.Vocabulary.Count));
            return judged;
        }))];

        var positions = sources.Sum(source => source.Positions);
        var (distance, loss) = (sources.Sum(source => source.Distance) / positions, sources.Average(source => source.Loss));
        return new OneStep(
            distance,
            Math.Sqrt(sources.Sum(source => Square(source.Distance - (distance * source.Positions)))) / positions,
            loss,
            Math.Sqrt(sources.Sum(source => Square(source.Loss - loss))) / sources.Length,
            sources.Average(source => source.Correlation));
    }

    private static Source[] Judge(HeldOut[] batch, ReadOnlySpan<float> logits, int width)
    {
        var judged = new Source[batch.Length];
        for (var k = 0; k < batch.Length; k++)
        {
            var p = batch[k].Given;
            var distance = 0.0;
            var crossEntropy = 0.0; // −Σ_i E_p[ln q_i(y_i)]
            for (var i = 0; i < p.Length; i++, logits = logits[width..])
            {
                var q = new float[width];
                TensorPrimitives.SoftMax(logits[..width], q);
                distance += 1 - p.Marginals[i].Sum(cell => Math.Min(cell.Value, q[cell.Key])); // TV = 1 − Σ min(p, q)
                crossEntropy -= p.Marginals[i].Sum(cell => cell.Value * Math.Log(Math.Max(q[cell.Key], 1e-30)));
            }

            judged[k] = new Source(distance, p.Length, crossEntropy - p.Entropy, p.TotalCorrelation);
        }

        return judged;
    }

    private static double Square(double x) => x * x;

    // The distance is the sum over its positions.
    private readonly record struct Source(double Distance, int Positions, double Loss, double Correlation);
}
