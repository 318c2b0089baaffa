namespace Gmlm.Padir.T5;

/// <summary>
/// Token embeddings that are added to some of the decoder's inputs: row r of the B·L inputs becomes E[input] + E[added]. On a canvas they
/// tell a masked cell the source token at the same relative position in the sentence.
/// </summary>
/// <param name="Rows">Indices into the B·L inputs, sequence by sequence; each at most once.</param>
/// <param name="Ids">The ids whose embeddings are added, one for each row.</param>
public sealed record AddedTokens(long[] Rows, long[] Ids);
