namespace Gmlm.Padir.Training;

/// <summary>A report of training progress, made every few steps.</summary>
/// <param name="Step">The number of updates done.</param>
/// <param name="Steps">The number of updates in all.</param>
/// <param name="Loss">The mean token loss since the last report, in nats.</param>
/// <param name="Accuracy">The share of positions at which the likeliest token is correct, since the last report.</param>
/// <param name="TokensPerSecond">Target tokens without padding per second, since the last report.</param>
/// <param name="SecondsLeft">The estimated time left, in seconds.</param>
/// <param name="Validation">The losses on the validation set, if it was evaluated after this step; otherwise null.</param>
public sealed record TrainingProgress(
    int Step, int Steps, double Loss, double Accuracy, double TokensPerSecond, double SecondsLeft, LossSums? Validation);

/// <summary>The results of one validation.</summary>
/// <param name="Step">The number of updates before it.</param>
/// <param name="Loss">The mean token loss in nats; with a frozen network, the loss of rejecter and length predictor.</param>
/// <param name="Accuracy">The share of positions at which the likeliest token is correct.</param>
/// <param name="LengthLoss">The mean loss of the length predictor over sentences; 0 without one.</param>
/// <param name="LengthRatio">
/// On a canvas, the words of the texts after one pass divided by the words of the targets; null without a canvas.
/// </param>
/// <param name="BlankShare">On a canvas, the share of cells whose likeliest id is the blank after one pass; null without a canvas.</param>
public sealed record ValidationPoint(
    int Step, double Loss, double Accuracy, double LengthLoss, double? LengthRatio = null, double? BlankShare = null);
