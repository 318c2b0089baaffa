namespace Gmlm.Padir.Training;

/// <summary>How training goes, told every few steps.</summary>
/// <param name="Step">Updates done.</param>
/// <param name="Steps">Updates in all.</param>
/// <param name="Loss">Nats per token, since the last report.</param>
/// <param name="Accuracy">The share of tokens whose likeliest was right, since the last report.</param>
/// <param name="TokensPerSecond">Target tokens, padding not counted, since the last report.</param>
/// <param name="SecondsLeft">At this pace.</param>
/// <param name="Validation">Losses on the validation set, when it was just run.</param>
public sealed record TrainingProgress(
    int Step, int Steps, double Loss, double Accuracy, double TokensPerSecond, double SecondsLeft, LossSums? Validation);

/// <summary>One validation.</summary>
/// <param name="Step">Updates done by then.</param>
/// <param name="Loss">Nats per token; where the network is frozen, the loss of what is trained beside it.</param>
/// <param name="Accuracy">The share of tokens whose likeliest was right.</param>
/// <param name="LengthLoss">The length predictor's, per sentence; 0 without one.</param>
/// <param name="LengthRatio">On a canvas: words read after one pass, for each word of the targets.</param>
/// <param name="BlankShare">On a canvas: the share of its cells that say the blank after one pass.</param>
public sealed record ValidationPoint(
    int Step, double Loss, double Accuracy, double LengthLoss, double? LengthRatio = null, double? BlankShare = null);
