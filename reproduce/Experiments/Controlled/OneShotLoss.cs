using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Decoding;
using Gmlm.Theory.Statements;

namespace Gmlm.Reproduce.Experiments.Controlled;

/// <summary>
/// The decoding loop, one step at temperature 1, on exact conditionals: what it loses, by three ways that share nothing but p. The total correlation, from entropies; the divergence
/// KL(p ‖ q) of the decoder's law q, following every translation through it; and from the loop's own outputs y, drawn from q and weighed by what the loop says of them,
/// <code>KL(p ‖ q) = E_q[w ln w],   w = p(y)/q(y)</code>
/// </summary>
/// <param name="Loss">The mean of w ln w over sources and draws, in nats.</param>
/// <param name="LossError">Its standard error.</param>
/// <param name="Valid">The share of valid outputs.</param>
/// <param name="ValidError">The standard error that the prediction gives it.</param>
internal sealed record OneShotLoss(double Loss, double LossError, double Valid, double ValidError)
{
    /// <summary>Standard errors that chance may take; left by one number in 16,000.</summary>
    public const double Allowed = 4;

    /// <summary>Runs the loop.</summary>
    /// <param name="grammar">The pair.</param>
    /// <param name="items">The sources.</param>
    /// <param name="draws">Outputs of each; at least 2.</param>
    /// <param name="seed">Of the draws.</param>
    public static OneShotLoss Measure(ControlledGrammar grammar, HeldOut[] items, int draws, ulong seed)
    {
        var model = new IdealDecodingModel(grammar, [.. items.Select(item => item.Source)]);
        var decoder = new ParallelDecoder(new DecodingOptions { Iterations = 1, Temperature = 1 }, DecodingTokens.Of(grammar.Vocabulary));
        var random = new CandidateRandom((long)seed);
        var (loss, lossVariance, valid, validVariance) = (0.0, 0.0, 0.0, 0.0);
        foreach (var (item, i) in items.Select((item, i) => (item, i)))
        {
            var outputs = decoder.Decode(model, [.. Enumerable.Repeat(new Candidate(i, item.Length), draws)], random);
            double[] terms = [.. outputs.Select(output => Term(item.Given, output))];
            var mean = terms.Average();
            loss += mean;
            lossVariance += terms.Sum(term => (term - mean) * (term - mean)) / (draws - 1) / draws;
            valid += outputs.Count(output => item.All.Contains([.. output.Tokens])) / (double)draws;
            var exact = DecodingOutcome.Of(item.Given, RevealRules.OneShot).ValidProbability;
            validVariance += exact * (1 - exact) / draws;
        }

        var n = items.Length;
        return new OneShotLoss(loss / n, Math.Sqrt(lossVariance) / n, valid / n, Math.Sqrt(validVariance) / n);
    }

    /// <summary>Holds against a prediction: identities to rounding, means to standard errors. Margins are 1 − |difference|/allowance.</summary>
    /// <param name="items">The sources.</param>
    /// <param name="predicted">What the decoder should lose and how often it should be valid, by source.</param>
    public CheckOutcome Against(HeldOut[] items, Func<HeldOut, DecodingOutcome> predicted)
    {
        var ledger = new MarginLedger(0, "identities to 1e-9 nats, means to four standard errors; the margin is 1 at agreement and 0 at the allowance");
        DecodingOutcome[] outcomes = [.. items.Select(predicted)];
        foreach (var (item, outcome) in items.Zip(outcomes))
        {
            ledger.Add(1 - (Math.Abs(item.Given.TotalCorrelation - outcome.Loss) / 1e-9), $"total correlation {item.Given.TotalCorrelation:0.####} of a source with {item.Given.Translations.Count} translations of {item.Length} words");
        }

        ledger.Add(Margin(Loss, outcomes.Average(outcome => outcome.Loss), LossError), "loss of the loop's outputs");
        ledger.Add(Margin(Valid, outcomes.Average(outcome => outcome.ValidProbability), ValidError), "share of valid outputs");
        return ledger.Outcome();
    }

    private static double Margin(double measured, double predicted, double error) => 1 - (Math.Abs(measured - predicted) / (Allowed * error));

    private static double Term(FixedLengthTranslations given, DecodedCandidate output)
    {
        var p = given.Translations.FirstOrDefault(translation => translation.Tokens.SequenceEqual(output.Tokens))?.Probability ?? 0;
        var weight = p / Math.Exp(output.Score);
        return weight == 0 ? 0 : weight * Math.Log(weight);
    }
}
