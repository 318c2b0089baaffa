namespace Gmlm.Padir.Canvas;

/// <summary>The log-probabilities of a model for the cells of one canvas: ln q_t of the blank and of each word of one target.</summary>
/// <param name="Blank">ln q_t(blank), by cell; T values.</param>
/// <param name="Words">ln q_t(y_u), by cell and index in the target; T × U.</param>
public sealed record CellProbabilities(double[] Blank, double[,] Words);
