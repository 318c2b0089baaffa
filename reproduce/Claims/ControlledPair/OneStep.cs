using System.Numerics.Tensors;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Models;
using Gmlm.Padir.Randomness;

namespace Gmlm.Reproduce.Claims.ControlledPair;

/// <summary>
/// What a network says of every hidden position at once, q_i, against what is true, p given all that is visible. The loss of writing them in one step so falls into what the method loses
/// and what the network has not learned:
/// <code>KL(p ‖ ∏ q_i) = TC(p) + Σ_i KL(p_i ‖ q_i)</code>
/// </summary>
/// <param name="Distance">The mean over hidden positions of TV(p_i, q_i).</param>
/// <param name="DistanceError">Its standard error over sources.</param>
/// <param name="Loss">The mean over sources of KL(p ‖ ∏ q_i), in nats.</param>
/// <param name="LossError">Its standard error over sources.</param>
/// <param name="Correlation">The mean over sources of TC(p): the part of the loss that a perfect network has, too.</param>
/// <param name="BySource">Loss and total correlation of each source, in the order of their lengths.</param>
internal sealed record OneStep(double Distance, double DistanceError, double Loss, double LossError, double Correlation, IReadOnlyList<(double Loss, double Correlation)> BySource)
{
    private const int Batch = 64;

    /// <summary>Asks a trained model once about each target.</summary>
    /// <param name="model">On the controlled pair.</param>
    /// <param name="grammar">The pair.</param>
    /// <param name="targets">What it sees.</param>
    public static OneStep Measure(TranslationModel model, ControlledGrammar grammar, IEnumerable<MaskedTarget> targets) =>
        Measure(grammar, targets, model.Model.Config.Corruption.Input, (batch, ask) => model.Asking([.. batch.Select(item => item.Source)], network => ask(network)));

    /// <summary>Asks the perfect network.</summary>
    public static OneStep Measure(ControlledGrammar grammar, IEnumerable<MaskedTarget> targets) =>
        Measure(grammar, targets, InputScheme.Mask, (batch, ask) => ask(new IdealDecodingModel(grammar, [.. batch.Select(item => item.Source)])));

    private static OneStep Measure(ControlledGrammar grammar, IEnumerable<MaskedTarget> targets, InputScheme input, Func<MaskedTarget[], Func<IDecodingModel, Judged[]>, Judged[]> asking)
    {
        var tokens = DecodingTokens.Of(grammar.Vocabulary);
        Judged[] all = [.. targets.OrderBy(target => target.Pattern.Length).Chunk(Batch).SelectMany(batch => asking(batch, network =>
        {
            Judged[] judged = [];
            network.Logits([.. batch.Select((target, i) => Query(target, i, tokens, input))], (logits, _) => judged = Judge(batch, logits, grammar.Vocabulary.Count));
            return judged;
        }))];

        var positions = all.Sum(target => target.Positions);
        var (distance, loss) = (all.Sum(target => target.Distance) / positions, all.Average(target => target.Loss));
        return new OneStep(
            distance,
            Math.Sqrt(all.Sum(target => Square(target.Distance - (distance * target.Positions)))) / positions,
            loss,
            Math.Sqrt(all.Sum(target => Square(target.Loss - loss))) / all.Length,
            all.Average(target => target.Correlation),
            [.. all.Select(target => (target.Loss, target.Correlation))]);
    }

    private static DecodingQuery Query(MaskedTarget target, int place, DecodingTokens tokens, InputScheme input)
    {
        var masks = tokens.Input(input, target.Pattern.Length, new SplitMix64(0)); // Nothing is drawn.
        return new DecodingQuery(place, [.. target.Pattern.Select((word, i) => word == FixedLengthTranslations.Hidden ? masks[i] : word), tokens.End], target.Hidden);
    }

    private static Judged[] Judge(MaskedTarget[] batch, ReadOnlySpan<float> logits, int width)
    {
        var judged = new Judged[batch.Length];
        var q = new float[width];
        for (var k = 0; k < batch.Length; k++)
        {
            var (p, hidden) = (batch[k].Truth, batch[k].Hidden);
            var distance = 0.0;
            var crossEntropy = 0.0; // −Σ_i E_p[ln q_i(y_i)]
            foreach (var i in hidden)
            {
                TensorPrimitives.SoftMax(logits[..width], q);
                distance += 1 - p.Marginals[i].Sum(cell => Math.Min(cell.Value, q[cell.Key])); // TV = 1 − Σ min(p, q)
                crossEntropy -= p.Marginals[i].Sum(cell => cell.Value * Math.Log(Math.Max(q[cell.Key], 1e-30)));
                logits = logits[width..];
            }

            judged[k] = new Judged(distance, hidden.Length, crossEntropy - p.Entropy, p.TotalCorrelation);
        }

        return judged;
    }

    private static double Square(double x) => x * x;

    // The distance is the sum over its positions.
    private readonly record struct Judged(double Distance, int Positions, double Loss, double Correlation);
}
