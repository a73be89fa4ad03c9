import { Api, APIError, ApiInterface, Config, ConfirmationType, Response } from '@xsolla/login-sdk';
import { settings, show } from './sign-in.js';

const { username, password, ...options } = settings();

const config: Config = { projectId: '', fullLocale: 'en_US', ...options };
const api: ApiInterface = new Api(config);

class LoginPage {
  public confirmation: ConfirmationType = ConfirmationType.CODE;

  constructor(private readonly api: ApiInterface) {}

  public async signIn(): Promise<object> {
    const response: Response = await this.api.login({ credentials: { username, password } });
    return { signedIn: response.login_url!.includes('token='), refused: await this.refused() };
  }

  private async refused(): Promise<object> {
    try {
      return await this.api.login({ credentials: { username, password: 'wrong' } });
    } catch (error) {
      if (!(error instanceof APIError)) throw error;
      const { name, code, status } = error as APIError & { status?: number };
      return { isAPIError: true, name, code, status };
    }
  }
}

show(new LoginPage(api).signIn());
