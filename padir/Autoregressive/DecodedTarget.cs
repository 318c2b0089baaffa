namespace Gmlm.Padir.Autoregressive;

/// <summary>The autoregressive translation of one source.</summary>
/// <param name="Tokens">The words, without start and end token.</param>
/// <param name="Finished">Whether the model wrote the end token; false if the length limit cut the target.</param>
/// <param name="LogProbability">
/// ln p of the words and of the end token if there is one; NaN from greedy decoding, which does not compute it.
/// </param>
/// <param name="Score">The log-probability after length normalisation.</param>
public sealed record DecodedTarget(IReadOnlyList<int> Tokens, bool Finished, double LogProbability, double Score);
