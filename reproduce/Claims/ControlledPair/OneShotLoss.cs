using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Randomness;

namespace Gmlm.Reproduce.Claims.ControlledPair;

/// <summary>
/// The decoding loop, one step at temperature 1, on exact conditionals. What it loses, by three ways that share nothing but p: the total correlation, from entropies; the divergence
/// KL(p ‖ q) of the decoder's law q, following every translation through it; and the same from the logits that the loop is given. And how often what the loop writes is valid.
/// </summary>
/// <param name="Loss">The mean loss by the logits, in nats.</param>
/// <param name="Valid">The share of valid outputs.</param>
/// <param name="ValidError">The standard error that the prediction gives it.</param>
internal sealed record OneShotLoss(double Loss, double Valid, double ValidError)
{
    // Logits are single precision.
    private const double Rounding = 1e-4;

    /// <summary>Runs the loop.</summary>
    /// <param name="grammar">The pair.</param>
    /// <param name="items">The sources.</param>
    /// <param name="draws">Outputs of each.</param>
    /// <param name="seed">Of the draws.</param>
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

        return new OneShotLoss(OneStep.Measure(grammar, items.Select(MaskedTarget.All)).Loss, valid / items.Length, Math.Sqrt(variance) / items.Length);
    }

    /// <summary>Holds against a prediction. Margins are 1 − |difference|/allowance.</summary>
    /// <param name="items">The sources.</param>
    /// <param name="predicted">What the decoder should lose and how often it should be valid, by source.</param>
    public Outcome Against(HeldOut[] items, Func<HeldOut, DecodingOutcome> predicted)
    {
        var ledger = new MarginLedger(0, "losses to rounding, 1e-9 nats and single precision's 1e-4; the share of valid outputs to four standard errors. The margin is 1 at agreement and 0 at the allowance");
        DecodingOutcome[] outcomes = [.. items.Select(predicted)];
        foreach (var (item, outcome) in items.Zip(outcomes))
        {
            ledger.Add(1 - (Math.Abs(item.Given.TotalCorrelation - outcome.Loss) / 1e-9), FormattableString.Invariant($"total correlation {item.Given.TotalCorrelation:0.####} of a source with {item.Given.Translations.Count} translations of {item.Length} words"));
        }

        ledger.Add(1 - (Math.Abs(Loss - outcomes.Average(outcome => outcome.Loss)) / Rounding), "mean loss by the logits");
        ledger.Add(1 - (Math.Abs(Valid - outcomes.Average(outcome => outcome.ValidProbability)) / (4 * ValidError)), "share of valid outputs");
        return ledger.Outcome();
    }
}
