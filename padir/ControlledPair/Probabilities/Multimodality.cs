namespace Gmlm.Padir.ControlledPair;

/// <summary>The multimodality of one source's translations, and the loss of one-shot decoding that follows from it. In nats.</summary>
/// <param name="Translations">The number of translations.</param>
/// <param name="Entropy">H(target | source).</param>
/// <param name="LengthEntropy">H(length | source), the part that the length predictor resolves.</param>
/// <param name="TotalCorrelation">Σ_L p(L) · TC(target | source, L): the loss of one-shot decoding, with lengths drawn from p(L).</param>
/// <param name="OneShotValid">
/// The probability that one-shot decoding, with lengths drawn from p(L), gives a valid translation; all other outputs mix modes.
/// </param>
public sealed record Multimodality(int Translations, double Entropy, double LengthEntropy, double TotalCorrelation, double OneShotValid)
{
    /// <summary>Computes the values exactly from the enumerated translations.</summary>
    public static Multimodality Of(TranslationDistribution translations)
    {
        ArgumentNullException.ThrowIfNull(translations);
        double lengthEntropy = 0, loss = 0, valid = 0;
        foreach (var (length, probability) in translations.Lengths)
        {
            var outcome = DecodingOutcome.Of(translations.GivenLength(length)!, RevealRules.OneShot);
            lengthEntropy -= probability * Math.Log(probability);
            loss += probability * outcome.Loss;
            valid += probability * outcome.ValidProbability;
        }

        return new Multimodality(translations.Translations.Count, translations.Entropy, lengthEntropy, loss, valid);
    }
}
