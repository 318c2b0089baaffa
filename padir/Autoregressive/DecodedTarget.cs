namespace Gmlm.Padir.Autoregressive;

/// <summary>What autoregressive decoding gave for one source.</summary>
/// <param name="Tokens">The words, without start and end.</param>
/// <param name="Finished">Whether the end came by itself, not by the length limit.</param>
/// <param name="LogProbability">ln p of the words, and of the end where it came; NaN from greedy decoding, which does not need it.</param>
/// <param name="Score">The same divided by the brevity penalty.</param>
public sealed record DecodedTarget(IReadOnlyList<int> Tokens, bool Finished, double LogProbability, double Score);
