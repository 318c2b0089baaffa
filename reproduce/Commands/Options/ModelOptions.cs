using System.CommandLine;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;
using Gmlm.Padir.Runtime;
using Gmlm.Padir.Training;
using TorchSharp;

namespace Gmlm.Reproduce.Commands.Options;

/// <summary>
/// The common parts of the verbs that train and use models: the checkpoint folder, the device, and the translation of errors into errors of
/// the command line.
/// </summary>
internal static class ModelOptions
{
    /// <summary>The option --device.</summary>
    public static readonly Option<DeviceType?> Device = TypedOption.OneOf<DeviceType?>(
        "--device",
        "cpu, or cuda where the build has it",
        "device",
        new Dictionary<string, DeviceType?> { ["cpu"] = DeviceType.CPU, ["cuda"] = DeviceType.CUDA },
        DeviceType.CPU);

    /// <summary>The folder of the committed checkpoints.</summary>
    public static string Checkpoints(Repository repository) => Path.Combine(repository.Root, "padir", "checkpoints");

    /// <summary>The device that --device names.</summary>
    public static torch.Device DeviceOf(ParseResult parse)
    {
        EnsureTorch();
        return parse.GetValue(Device) == DeviceType.CPU ? torch.CPU
            : torch.cuda.is_available() ? torch.CUDA
            : throw UserError.Missing(
                "--device: this build or machine has no CUDA; build with "
                + "-p:LibTorchPackage=libtorch-cuda-12.8-linux-x64 on a machine with an NVIDIA driver");
    }

    /// <summary>Runs <paramref name="work"/>, and turns errors of models and their files into errors of the command line.</summary>
    public static T Guarded<T>(Func<T> work)
    {
        EnsureTorch();
        try
        {
            return work();
        }
        catch (Exception error) when (error is ConfigurationException or DecodingException)
        {
            throw UserError.Usage(error.Message);
        }
        catch (Exception error) when (error is CheckpointException or TrainingException)
        {
            throw UserError.Missing(error.Message, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw UserError.Missing($"{error.Message.TrimEnd('.')}; name another file or folder, or mend its permissions", error);
        }
    }

    /// <summary>Fails with a clear message if libtorch cannot be loaded.</summary>
    public static void EnsureTorch()
    {
        try
        {
            TorchLibrary.EnsureLoadable();
        }
        catch (TorchUnavailableException error)
        {
            throw UserError.Missing($"{error.Message}; `doctor` says more", error);
        }
    }
}
