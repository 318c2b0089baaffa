using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Randomness;

namespace Gmlm.Reproduce.Claims.ControlledPair;

/// <summary>
/// One step of the decoding loop at temperature 1 with exact conditionals. Its loss is computed in three independent ways: the total
/// correlation, from entropies; the divergence KL(p ‖ q) of the decoder's distribution q, by following every translation through the
/// decoder; and the same divergence from the logits that the loop reads. The share of valid outputs is measured.
/// </summary>
/// <param name="Loss">The mean loss from the logits, in nats.</param>
/// <param name="Valid">The share of valid outputs.</param>
/// <param name="ValidError">The standard error of the share, from the predicted probabilities.</param>
internal sealed record OneShotLoss(double Loss, double Valid, double ValidError)
{
    // Logits are single precision.
    private const double Rounding = 1e-4;

    /// <summary>Runs the loop.</summary>
    /// <param name="grammar">The pair.</param>
    /// <param name="items">The sources.</param>
    /// <param name="draws">The number of outputs per source.</param>
    /// <param name="seed">The seed of the draws.</param>
    public static OneShotLoss Measure(ControlledGrammar grammar, HeldOut[] items, int draws, ulong seed)
    {
        var model = new IdealDecodingModel(grammar, [.. items.Select(item => item.Source)]);
        var decoder = new ParallelDecoder(new DecodingOptions { Iterations = 1, Temperature = 1 }, DecodingTokens.Of(grammar.Vocabulary));
        var random = new SplitMix64((long)seed);
        var (valid, variance) = (0.0, 0.0);
        for (var i = 0; i < items.Length; i++)
        {
            var outputs = decoder.Decode(model, [.. Enumerable.Repeat(new Candidate(i, items[i].Length), draws)], random);
            valid += outputs.Count(output => items[i].All.Contains([.. output.Tokens])) / (double)draws;
            var exact = DecodingOutcome.Of(items[i].Given, RevealRules.OneShot).ValidProbability;
            variance += exact * (1 - exact) / draws;
        }

        return new OneShotLoss(
            OneStep.Measure(grammar, items.Select(MaskedTarget.All)).Loss, valid / items.Length, Math.Sqrt(variance) / items.Length);
    }

    /// <summary>Compares the measurement with a prediction. Margins are 1 − |difference|/allowance.</summary>
    /// <param name="items">The sources.</param>
    /// <param name="predicted">The predicted loss and share of valid outputs of a source.</param>
    public Outcome Against(HeldOut[] items, Func<HeldOut, DecodingOutcome> predicted)
    {
        var ledger = new MarginLedger(
            0,
            "losses to rounding, 1e-9 nats and single precision's 1e-4; the share of valid outputs to four standard errors. The margin is "
            + "1 at agreement and 0 at the allowance");
        DecodingOutcome[] outcomes = [.. items.Select(predicted)];
        foreach (var (item, outcome) in items.Zip(outcomes))
        {
            ledger.Add(
                1 - (Math.Abs(item.Given.TotalCorrelation - outcome.Loss) / 1e-9),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"total correlation {item.Given.TotalCorrelation:0.####} of a source with "
                    + $"{item.Given.Translations.Count} translations of {item.Length} words"));
        }

        ledger.Add(1 - (Math.Abs(Loss - outcomes.Average(outcome => outcome.Loss)) / Rounding), "mean loss by the logits");
        ledger.Add(
            1 - (Math.Abs(Valid - outcomes.Average(outcome => outcome.ValidProbability)) / (4 * ValidError)), "share of valid outputs");
        return ledger.Outcome();
    }
}
