using System.Numerics.Tensors;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Models;
using Gmlm.Padir.Randomness;

namespace Gmlm.Reproduce.Claims.ControlledPair;

/// <summary>
/// The distributions q_i that a network gives all hidden positions in one pass, compared with p given the visible words. The loss of
/// writing all hidden positions in one step is the sum of the method's loss and of the network's error:
/// <code>KL(p ‖ ∏ q_i) = TC(p) + Σ_i KL(p_i ‖ q_i)</code>
/// </summary>
/// <param name="Distance">The mean over hidden positions of TV(p_i, q_i).</param>
/// <param name="DistanceError">Its standard error over sources.</param>
/// <param name="Loss">The mean over sources of KL(p ‖ ∏ q_i), in nats.</param>
/// <param name="LossError">Its standard error over sources.</param>
/// <param name="Correlation">The mean over sources of TC(p), which is the loss of a perfect network.</param>
/// <param name="BySource">Loss and total correlation of each source, in the order of their lengths.</param>
internal sealed record OneStep(
    double Distance,
    double DistanceError,
    double Loss,
    double LossError,
    double Correlation,
    IReadOnlyList<(double Loss, double Correlation)> BySource)
{
    private const int Batch = 64;

    /// <summary>Evaluates a trained model once for each target.</summary>
    /// <param name="model">A model of the controlled pair.</param>
    /// <param name="grammar">The pair.</param>
    /// <param name="targets">The targets as the model reads them.</param>
    public static OneStep Measure(TranslationModel model, ControlledGrammar grammar, IEnumerable<MaskedTarget> targets) =>
        Measure(
            grammar,
            targets,
            model.Model.Config.Corruption.Input,
            (batch, read) => model.Asking([.. batch.Select(item => item.Source)], network => read(network)));

    /// <summary>Evaluates the perfect network.</summary>
    public static OneStep Measure(ControlledGrammar grammar, IEnumerable<MaskedTarget> targets) =>
        Measure(
            grammar,
            targets,
            InputScheme.Mask,
            (batch, read) => read(new IdealDecodingModel(grammar, [.. batch.Select(item => item.Source)])));

    private static OneStep Measure(
        ControlledGrammar grammar,
        IEnumerable<MaskedTarget> targets,
        InputScheme input,
        Func<MaskedTarget[],
        Func<IDecodingModel,
        TargetError[]>,
        TargetError[]> evaluate)
    {
        var tokens = DecodingTokens.Of(grammar.Vocabulary);
        TargetError[] all = [.. targets.OrderBy(target => target.Pattern.Length).Chunk(Batch).SelectMany(batch => evaluate(batch, network =>
        {
            TargetError[] errors = [];
            network.Logits(
                [.. batch.Select((target, i) => Query(target, i, tokens, input))],
                (logits, _) => errors = Errors(batch, logits, grammar.Vocabulary.Count));
            return errors;
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
        return new DecodingQuery(
            place,
            [.. target.Pattern.Select((word, i) => word == FixedLengthTranslations.Hidden ? masks[i] : word), tokens.End],
            target.Hidden);
    }

    private static TargetError[] Errors(MaskedTarget[] batch, ReadOnlySpan<float> logits, int width)
    {
        var errors = new TargetError[batch.Length];
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

            errors[k] = new TargetError(distance, hidden.Length, crossEntropy - p.Entropy, p.TotalCorrelation);
        }

        return errors;
    }

    private static double Square(double x) => x * x;

    // The distance is the sum over the hidden positions.
    private readonly record struct TargetError(double Distance, int Positions, double Loss, double Correlation);
}
